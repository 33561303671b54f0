// BLIP's vision tower (Li et al. 2022): a ViT whose queries, keys and values are one projection.
#pragma once

#include <torch/torch.h>

#include <vector>

#include "model/clip_vision.h"

namespace attune {

/// What the reference's vision configuration class has where a config is silent.
ClipVisionOptions blipVisionDefaults();

/// Keys `self_attn.{qkv,projection}`, `layer_norm1`, `layer_norm2`, `mlp.{fc1,fc2}`.
class BlipVisionLayerImpl : public torch::nn::Module {
  public:
    explicit BlipVisionLayerImpl(const ClipEncoderOptions& options);
    torch::Tensor forward(const torch::Tensor& x);  ///< (B, S, D) -> (B, S, D)

  private:
    std::int64_t m_heads;
    Activation m_activation;
    Linear m_qkv{nullptr}, m_output{nullptr}, m_up{nullptr}, m_down{nullptr};
    torch::nn::LayerNorm m_norm1{nullptr}, m_norm2{nullptr};
};
TORCH_MODULE(BlipVisionLayer);

/// Keys `embeddings.{class_embedding,position_embedding,patch_embedding}`, `encoder.layers.N`, `post_layernorm`.
class BlipVisionImpl : public torch::nn::Module {
  public:
    explicit BlipVisionImpl(const ClipVisionOptions& options);
    /// @param pixels (B, C, H, W), normalised @return (B, 1 + P, D), the class token first
    /// @throws Error if the pictures have another size
    torch::Tensor forward(const torch::Tensor& pixels);

    const ClipVisionOptions options;

  private:
    torch::Tensor m_classToken, m_positions, m_patchWeight, m_patchBias;
    std::vector<BlipVisionLayer> m_layers;
    torch::nn::LayerNorm m_norm{nullptr};
};
TORCH_MODULE(BlipVision);

}  // namespace attune
