// The Vision Transformer encoder (Dosovitskiy et al. 2020) under the key names of the `vit` checkpoints.
#pragma once

#include <torch/torch.h>

#include <vector>

#include "data/json.h"
#include "model/activation.h"
#include "model/layers.h"

namespace attune {

/// Defaults are those of the reference configuration class.
struct VitOptions {
    std::int64_t hiddenSize = 768;
    std::int64_t layers = 12;
    std::int64_t heads = 12;
    std::int64_t intermediateSize = 3072;
    std::string activation = "gelu";
    double layerNormEps = 1e-12;
    std::int64_t imageHeight = 224;
    std::int64_t imageWidth = 224;
    std::int64_t patchHeight = 16;
    std::int64_t patchWidth = 16;
    std::int64_t channels = 3;
    bool qkvBias = true;
    double initializerRange = 0.02;
    bool pooler = true;  ///< not in config.json: whether the checkpoint has the (unused) pooler

    std::int64_t patches() const { return (imageHeight / patchHeight) * (imageWidth / patchWidth); }
};

/// @throws Error on a value that no network can have
VitOptions vitOptionsFromJson(const Json& config);
Json toJson(const VitOptions& options);

class VitSelfAttentionImpl : public torch::nn::Module {
  public:
    explicit VitSelfAttentionImpl(const VitOptions& options);
    torch::Tensor forward(const torch::Tensor& x);  ///< (B, S, D) -> (B, S, D)

  private:
    std::int64_t m_heads;
    Linear m_query{nullptr}, m_key{nullptr}, m_value{nullptr}, m_output{nullptr};
};
TORCH_MODULE(VitSelfAttention);

class VitLayerImpl : public torch::nn::Module {
  public:
    explicit VitLayerImpl(const VitOptions& options);
    torch::Tensor forward(const torch::Tensor& x);  ///< (B, S, D) -> (B, S, D)

  private:
    Activation m_activation;
    VitSelfAttention m_attention{nullptr};
    Linear m_up{nullptr}, m_down{nullptr};
    torch::nn::LayerNorm m_before{nullptr}, m_after{nullptr};
};
TORCH_MODULE(VitLayer);

/// Patches and a class token, pre-norm layers, a last normalisation.
class VitImpl : public torch::nn::Module {
  public:
    explicit VitImpl(const VitOptions& options);
    /// @param pixels (B, C, H, W), normalised @return (B, 1 + patches, D), the class token first
    /// @throws Error if the pictures have another size
    torch::Tensor forward(const torch::Tensor& pixels);

    const VitOptions options;

  private:
    torch::Tensor m_classToken, m_positions, m_patchWeight, m_patchBias;
    std::vector<VitLayer> m_layers;
    torch::nn::LayerNorm m_norm{nullptr};
};
TORCH_MODULE(Vit);

}  // namespace attune
