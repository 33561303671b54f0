// The `blip` family (BlipForConditionalGeneration): a ViT and a causal BERT that attends to all of its states.
#pragma once

#include <memory>

#include "model/bert_captioner.h"
#include "model/blip_text.h"
#include "model/blip_vision.h"

namespace attune {

class Checkpoint;

/// Captions end at [SEP], whatever generation_config.json says.
struct BlipOptions : BertCaptionerOptions {
    BlipOptions() {
        vision = blipVisionDefaults();
        tieWordEmbeddings = true;
    }
    double labelSmoothing = 0;  ///< of the loss in supervised training
};

/// @throws Error naming an option that is not supported
BlipOptions blipOptions(const Json& config);

class Blip : public BertCaptioner {
  public:
    explicit Blip(const BlipOptions& options);

    /// Random weights, N(0, initializer_range of the text): the range that the reference's vision configuration names
    /// would leave the pictures without effect.
    static std::shared_ptr<Blip> random(const BlipOptions& options, std::uint64_t seed);
    /// @throws Error if config.json and weights do not fit each other or ask for something unsupported
    static std::shared_ptr<Blip> load(const Checkpoint& checkpoint, const Json& config);

    torch::Tensor encodeImages(const torch::Tensor& pixels) override { return m_vision(pixels); }
    DecoderOutput decode(const torch::Tensor& tokens, const torch::Tensor& features, const torch::Tensor& mask = {},
                         bool withAttention = false) override;

    bool isVision(std::string_view parameter) const override { return parameter.starts_with("vision_model."); }

    Json config() const override;
    Json generationConfig() const override;
    std::shared_ptr<Captioner> copy() const override;

    const BlipOptions& options() const override { return m_options; }

  protected:
    std::unique_ptr<DecoderCache> emptyCache(const torch::Tensor& features, std::int64_t rows,
                                             std::int64_t capacity) override {
        return m_decoder->makeCache(features, rows, capacity);
    }
    torch::Tensor next(const torch::Tensor& tokens, DecoderCache& cache) override { return m_decoder->next(tokens, cache); }
    torch::Tensor imageWeights(const torch::Tensor& tokens, const torch::Tensor& features) override {
        return m_decoder->crossWeights(tokens, features);
    }
    torch::Tensor project(const torch::Tensor& hidden) override { return m_decoder->project(hidden); }

  private:
    BlipOptions m_options;
    BlipVision m_vision{nullptr};
    BlipText m_decoder{nullptr};
};

}  // namespace attune
