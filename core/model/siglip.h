// SigLIP (Zhai et al. 2023): pictures and texts, each pair of which is judged by itself.
#pragma once

#include <memory>

#include "model/clip_text.h"
#include "model/image_text_encoder.h"
#include "model/siglip_vision.h"

namespace attune {

class Checkpoint;

struct SiglipOptions {
    SiglipVisionOptions vision;
    ClipTextOptions text;
    std::int64_t projection = 768;  ///< of the text head
    std::int64_t pad = 1;
    std::int64_t endToken = 1;
};

/// @throws Error naming an option that no network can have
SiglipOptions siglipOptionsFromJson(const Json& config);

class Siglip : public ImageTextEncoder {
  public:
    /// All weights are zero until they are loaded.
    Siglip(const SiglipOptions& options, Json config);
    static std::shared_ptr<Siglip> load(const Checkpoint& checkpoint, const Json& config);

    torch::Tensor imageFeatures(const torch::Tensor& pixels) override { return m_vision->pool(m_vision(pixels)); }
    torch::Tensor textFeatures(const TextBatch& texts) override;
    torch::Tensor logits(const torch::Tensor& images, const torch::Tensor& texts) const override;
    /// Each pair of the batch is right or wrong: the sum of their log-likelihoods, averaged over texts (algorithm 1 of
    /// the paper).
    torch::Tensor contrastiveLoss(const torch::Tensor& logits) const override;

    torch::Tensor visionStates(const torch::Tensor& pixels) { return m_vision(pixels); }  ///< (B, P, D)
    /// No mask: the network was trained to read its padding. @return (N, T, D)
    torch::Tensor textStates(const TextBatch& texts) { return m_text(texts.ids, torch::Tensor()); }

    std::int64_t embedSize() const override { return m_options.projection; }
    std::int64_t imageSize() const override { return m_options.vision.imageSize; }
    std::int64_t vocabularySize() const override { return m_options.text.vocabularySize; }
    const Json& config() const override { return m_config; }

  private:
    SiglipOptions m_options;
    Json m_config;
    SiglipVision m_vision{nullptr};
    ClipText m_text{nullptr};
    Linear m_textHead{nullptr};
    torch::Tensor m_logitScale, m_logitBias;
};

}  // namespace attune
