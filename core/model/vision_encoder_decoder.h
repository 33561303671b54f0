// The `vision-encoder-decoder` family: a ViT encoder and a GPT-2 decoder that attends to all of its states.
#pragma once

#include <memory>

#include "model/captioner.h"
#include "model/cross_attention.h"
#include "model/gpt2.h"
#include "model/vit.h"

namespace attune {

class Checkpoint;

struct VisionEncoderDecoderOptions {
    VitOptions encoder;
    Gpt2Options decoder;
    SpecialTokens tokens;
};

/// @param config  config.json @param generation  generation_config.json, or null
/// @throws Error naming an option that is not supported
VisionEncoderDecoderOptions visionEncoderDecoderOptions(const Json& config, const Json& generation);

class VisionEncoderDecoder : public Captioner, public CrossAttention {
  public:
    /// All weights are zero until they are loaded or initialised.
    explicit VisionEncoderDecoder(const VisionEncoderDecoderOptions& options);

    /// Random weights as the reference classes draw them: N(0, initializer_range), GPT-2's residual
    /// projections divided by sqrt(2 layers).
    static std::shared_ptr<VisionEncoderDecoder> random(const VisionEncoderDecoderOptions& options,
                                                        std::uint64_t seed);
    /// @throws Error if config.json and weights do not fit each other or ask for something unsupported
    static std::shared_ptr<VisionEncoderDecoder> load(const Checkpoint& checkpoint, const Json& config,
                                                      const Json& generation);

    torch::Tensor encodeImages(const torch::Tensor& pixels) override;
    DecoderOutput decode(const torch::Tensor& tokens, const torch::Tensor& features,
                         const torch::Tensor& mask = {}, bool withAttention = false) override;
    std::unique_ptr<KeyValueCache> makeCache(const torch::Tensor& features, std::int64_t rows,
                                             std::int64_t capacity) override;
    DecoderOutput decodeNext(const torch::Tensor& tokens, KeyValueCache& cache) override;
    torch::Tensor patchAttention(const torch::Tensor& tokens, const torch::Tensor& features) override;

    const SpecialTokens& specialTokens() const override { return m_options.tokens; }
    std::int64_t vocabularySize() const override { return m_options.decoder.vocabularySize; }
    std::int64_t maxPositions() const override { return m_options.decoder.positions; }
    std::int64_t hiddenSize() const override { return m_options.decoder.hiddenSize; }
    std::int64_t imageHeight() const override { return m_options.encoder.imageHeight; }
    std::int64_t imageWidth() const override { return m_options.encoder.imageWidth; }
    std::int64_t featureSize() const override { return m_options.encoder.hiddenSize; }
    std::int64_t classTokens() const override { return 1; }
    bool isVision(std::string_view parameter) const override { return parameter.starts_with("encoder."); }

    Json config() const override;
    Json generationConfig() const override;
    std::shared_ptr<Captioner> copy() const override;

    const VisionEncoderDecoderOptions& options() const { return m_options; }

  private:
    /// The states as wide as the decoder wants them. @param features (B, S, D_v) @return (B, S, D)
    torch::Tensor states(const torch::Tensor& features);

    VisionEncoderDecoderOptions m_options;
    Vit m_encoder{nullptr};
    Gpt2 m_decoder{nullptr};
    Linear m_projection{nullptr};
};

}  // namespace attune
