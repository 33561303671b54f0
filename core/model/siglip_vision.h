// SigLIP's vision tower (Zhai et al. 2023), which Idefics3 and SmolVLM use as well, there without its head and on tiles
// that may be cut short.
#pragma once

#include <torch/torch.h>

#include "data/json.h"
#include "model/clip_encoder.h"

namespace attune {

/// Defaults are those of SigLIP's vision configuration class.
struct SiglipVisionOptions {
    ClipEncoderOptions encoder{.activation = "gelu_pytorch_tanh", .layerNormEps = 1e-6};
    std::int64_t imageSize = 224;
    std::int64_t patchSize = 16;
    std::int64_t channels = 3;
    double initializerRange = 0.02;
    bool head = true;  ///< "vision_use_head": attention pooling behind the states

    /// Patches along a side.
    std::int64_t grid() const { return imageSize / patchSize; }
    /// Weights at least, biases, normalisations and the head aside: what a checkpoint must hold to be of this size.
    double parameters() const;
};

/// @param defaults  where the config is silent: Idefics3's differ from SigLIP's
/// @throws Error on a value that no network can have
SiglipVisionOptions siglipVisionOptionsFromJson(const Json& config, const SiglipVisionOptions& defaults = {});
/// @param modelType  "siglip_vision_model", "idefics3_vision", "smolvlm_vision"
Json toJson(const SiglipVisionOptions& options, const std::string& modelType);

/// One learned query that attends to all states. Keys `probe`, `attention.{in_proj_weight,in_proj_bias,out_proj}`,
/// `layernorm`, `mlp.{fc1,fc2}`.
class SiglipHeadImpl : public torch::nn::Module {
  public:
    explicit SiglipHeadImpl(const ClipEncoderOptions& options);
    torch::Tensor forward(const torch::Tensor& states);  ///< (B, P, D) -> (B, D)

  private:
    std::int64_t m_heads;
    Activation m_activation;
    torch::Tensor m_probe, m_inWeight, m_inBias;
    Linear m_output{nullptr}, m_up{nullptr}, m_down{nullptr};
    torch::nn::LayerNorm m_norm{nullptr};
};
TORCH_MODULE(SiglipHead);

/// Keys `embeddings.{patch_embedding,position_embedding.weight}`, `encoder`, `post_layernorm`, `head`.
class SiglipVisionImpl : public torch::nn::Module {
  public:
    explicit SiglipVisionImpl(const SiglipVisionOptions& options);

    /// @param pixels (B, C, H, W), normalised @return (B, P, D), normalised
    /// @throws Error if the pictures have another size
    torch::Tensor forward(const torch::Tensor& pixels);
    /// Pictures of other proportions: their patches are spread over the grid of positions, and padding is not looked at.
    /// @param pixels (B, C, H, W) @param patches (B, h, w) bool, true where a patch shows the picture, a rectangle at the
    /// top left of the h x w patches; undefined where all do @return (B, h * w, D)
    torch::Tensor forwardPatches(const torch::Tensor& pixels, const torch::Tensor& patches = {});
    /// The pooled output. @param states (B, P, D) @return (B, D) @throws Error if the tower has no head
    torch::Tensor pool(const torch::Tensor& states);

    const SiglipVisionOptions options;

  private:
    torch::Tensor encode(const torch::Tensor& embedded, const torch::Tensor& bias);

    torch::Tensor m_patchWeight, m_patchBias, m_positions;
    ClipEncoder m_encoder{nullptr};
    torch::nn::LayerNorm m_norm{nullptr};
    SiglipHead m_head{nullptr};
};
TORCH_MODULE(SiglipVision);

/// Which of the grid's positions each patch takes: patch i of n along a side stands at floor(i * grid / n), so that a full
/// grid is numbered in order. Patches off the picture take position 0.
/// @param patches (B, h, w) bool, a rectangle at the top left of each @return (B, h * w) int64
torch::Tensor spreadPositions(const torch::Tensor& patches, std::int64_t grid);

}  // namespace attune
