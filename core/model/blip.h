// The `blip` family (BlipForConditionalGeneration): a ViT and a causal BERT that attends to all of its states.
#pragma once

#include <memory>

#include "model/blip_text.h"
#include "model/blip_vision.h"
#include "model/captioner.h"
#include "model/cross_attention.h"
#include "model/prompt.h"

namespace attune {

class Checkpoint;

struct BlipOptions {
    ClipVisionOptions vision = blipVisionDefaults();
    BertOptions text;
    bool tieWordEmbeddings = true;
    double labelSmoothing = 0;  ///< of the loss in supervised training
    SpecialTokens tokens;       ///< captions end at [SEP], whatever generation_config.json says
};

/// @throws Error naming an option that is not supported
BlipOptions blipOptions(const Json& config);

class Blip : public Captioner, public CrossAttention {
  public:
    explicit Blip(const BlipOptions& options);

    /// Random weights, N(0, initializer_range of the text): the range that the reference's vision configuration names
    /// would leave the pictures without effect.
    static std::shared_ptr<Blip> random(const BlipOptions& options, std::uint64_t seed);
    /// @throws Error if config.json and weights do not fit each other or ask for something unsupported
    static std::shared_ptr<Blip> load(const Checkpoint& checkpoint, const Json& config);

    torch::Tensor encodeImages(const torch::Tensor& pixels) override { return m_vision(pixels); }
    void setPrompt(const std::vector<std::int64_t>& ids) override;
    std::vector<std::vector<std::int64_t>> rowsBegin(const torch::Tensor& features) const override;
    DecoderOutput decode(const torch::Tensor& tokens, const torch::Tensor& features, const torch::Tensor& mask = {},
                         bool withAttention = false) override;
    std::unique_ptr<KeyValueCache> makeCache(const torch::Tensor& features, std::int64_t rows,
                                             std::int64_t capacity) override;
    DecoderOutput decodeNext(const torch::Tensor& tokens, KeyValueCache& cache) override;
    torch::Tensor patchAttention(const torch::Tensor& tokens, const torch::Tensor& features) override;

    const SpecialTokens& specialTokens() const override { return m_tokens; }
    std::int64_t vocabularySize() const override { return m_options.text.vocabularySize; }
    std::int64_t maxPositions() const override { return m_options.text.positions - m_prompt.size(); }
    std::int64_t hiddenSize() const override { return m_options.text.hiddenSize; }
    std::int64_t imageHeight() const override { return m_options.vision.imageSize; }
    std::int64_t imageWidth() const override { return m_options.vision.imageSize; }
    std::int64_t featureSize() const override { return m_options.vision.encoder.hiddenSize; }
    bool isVision(std::string_view parameter) const override { return parameter.starts_with("vision_model."); }

    Json config() const override;
    Json generationConfig() const override;
    std::shared_ptr<Captioner> copy() const override;

    const BlipOptions& options() const { return m_options; }

  private:
    BlipOptions m_options;
    SpecialTokens m_tokens;
    Prompt m_prompt;
    BlipVision m_vision{nullptr};
    BlipText m_decoder{nullptr};
};

}  // namespace attune
