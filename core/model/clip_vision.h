// CLIP's vision tower (Radford et al. 2021), which LLaVA and GIT use as well.
#pragma once

#include <torch/torch.h>

#include "data/json.h"
#include "model/clip_encoder.h"

namespace attune {

/// Defaults are those of the reference's vision configuration class.
struct ClipVisionOptions {
    ClipEncoderOptions encoder;
    std::int64_t imageSize = 224;
    std::int64_t patchSize = 32;
    std::int64_t channels = 3;
    double initializerRange = 0.02;

    std::int64_t patches() const { return (imageSize / patchSize) * (imageSize / patchSize); }
    /// Weights at least, biases and normalisations aside: what a checkpoint must hold to be of this size.
    double parameters() const;
};

/// @param defaults  where the config is silent: GIT's differ from CLIP's (patches of 16)
/// @throws Error on a value that no network can have
ClipVisionOptions clipVisionOptionsFromJson(const Json& config, const ClipVisionOptions& defaults = {});
/// @param modelType  "clip_vision_model", "git_vision_model"
Json toJson(const ClipVisionOptions& options, const std::string& modelType = "clip_vision_model");

/// Keys `embeddings.{class_embedding,patch_embedding.weight,position_embedding.weight}`, `pre_layrnorm` (the reference's
/// own spelling), `encoder`, `post_layernorm`.
class ClipVisionImpl : public torch::nn::Module {
  public:
    explicit ClipVisionImpl(const ClipVisionOptions& options);

    /// @param pixels (B, C, H, W), normalised @param layers  as `ClipEncoderImpl::forward` takes them
    /// @return (B, 1 + P, D), the class token first, not normalised at the end
    /// @throws Error if the pictures have another size
    torch::Tensor forward(const torch::Tensor& pixels, std::int64_t layers = -1);
    /// The last normalisation: CLIP asks it for the class token alone, GIT for all states. @param states (.., D)
    torch::Tensor normalize(const torch::Tensor& states) { return m_postNorm(states); }

    const ClipVisionOptions options;

  private:
    torch::Tensor m_classToken, m_patchWeight, m_positions;
    torch::nn::LayerNorm m_preNorm{nullptr}, m_postNorm{nullptr};
    ClipEncoder m_encoder{nullptr};
};
TORCH_MODULE(ClipVision);

}  // namespace attune
