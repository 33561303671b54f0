// CLIP (Radford et al. 2021): pictures and texts, trained to find each other in a batch.
#pragma once

#include <memory>

#include "model/clip_text.h"
#include "model/clip_vision.h"
#include "model/image_text_encoder.h"

namespace attune {

class Checkpoint;

struct ClipOptions {
    ClipVisionOptions vision;
    ClipTextOptions text;
    std::int64_t projection = 512;
    std::int64_t endToken = 49407;
    /// Old configs name 2 as the end token, which it never was: the text is read where its largest id stands.
    bool poolsAtLargestId = false;
};

/// @throws Error naming an option that no network can have
ClipOptions clipOptionsFromJson(const Json& config);

class Clip : public ImageTextEncoder {
  public:
    /// All weights are zero until they are loaded.
    Clip(const ClipOptions& options, Json config);
    static std::shared_ptr<Clip> load(const Checkpoint& checkpoint, const Json& config);

    torch::Tensor imageFeatures(const torch::Tensor& pixels) override;
    torch::Tensor textFeatures(const TextBatch& texts) override;
    torch::Tensor logits(const torch::Tensor& images, const torch::Tensor& texts) const override;
    /// Cross-entropy over each row and each column (equation in figure 3 of the paper).
    torch::Tensor contrastiveLoss(const torch::Tensor& logits) const override;

    /// @return (B, 1 + P, D_v), not normalised
    torch::Tensor visionStates(const torch::Tensor& pixels) { return m_vision(pixels); }
    /// @param states (B, 1 + P, D_v) @return (B, D_v)
    torch::Tensor poolVision(const torch::Tensor& states) { return m_vision->normalize(states.select(1, 0)); }
    torch::Tensor textStates(const TextBatch& texts);  ///< (N, T, D)
    /// @param states (N, T, D) @return (N, D)
    torch::Tensor poolText(const torch::Tensor& states, const torch::Tensor& ids) const;

    std::int64_t embedSize() const override { return m_options.projection; }
    std::int64_t imageSize() const override { return m_options.vision.imageSize; }
    std::int64_t vocabularySize() const override { return m_options.text.vocabularySize; }
    const Json& config() const override { return m_config; }

  private:
    ClipOptions m_options;
    Json m_config;
    ClipVision m_vision{nullptr};
    ClipText m_text{nullptr};
    Linear m_imageProjection{nullptr}, m_textProjection{nullptr};
    torch::Tensor m_logitScale;
};

}  // namespace attune
