// The transformer layers that CLIP, SigLIP and the towers made of them share, for pictures and for texts.
#pragma once

#include <torch/torch.h>

#include <string>
#include <vector>

#include "data/json.h"
#include "model/activation.h"
#include "model/layers.h"

namespace attune {

struct ClipEncoderOptions {
    std::int64_t hiddenSize = 768;
    std::int64_t intermediateSize = 3072;
    std::int64_t layers = 12;
    std::int64_t heads = 12;
    std::string activation = "quick_gelu";
    double layerNormEps = 1e-5;

    /// Without biases and normalisations.
    double parameters() const;
};

/// Reads and checks the options that a tower's config holds. @param defaults  what the reference class has where the
/// config is silent @throws Error on a value that no network can have
ClipEncoderOptions clipEncoderOptionsFromJson(const Json& config, const ClipEncoderOptions& defaults);
/// Adds them to `config` under the same names.
void addToJson(const ClipEncoderOptions& options, Json& config);

/// Keys `self_attn.{q_proj,k_proj,v_proj,out_proj}`, `layer_norm1`, `layer_norm2`, `mlp.{fc1,fc2}`.
class ClipLayerImpl : public torch::nn::Module {
  public:
    explicit ClipLayerImpl(const ClipEncoderOptions& options);
    /// @param x (B, S, D) @param bias  added to the scores; broadcasts to (B * H, S, S); undefined for none
    torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& bias);  ///< (B, S, D)

  private:
    std::int64_t m_heads;
    Activation m_activation;
    Linear m_query{nullptr}, m_key{nullptr}, m_value{nullptr}, m_output{nullptr};
    Linear m_up{nullptr}, m_down{nullptr};
    torch::nn::LayerNorm m_norm1{nullptr}, m_norm2{nullptr};
};
TORCH_MODULE(ClipLayer);

/// Keys `layers.N`. Pre-norm layers without a last normalisation, which the owners place differently.
class ClipEncoderImpl : public torch::nn::Module {
  public:
    explicit ClipEncoderImpl(const ClipEncoderOptions& options);
    /// @param x (B, S, D) @param layers  how many to run; negative counts from the end, -1 is all of them, as in the
    /// reference's `hidden_states[layers]` @return (B, S, D) @throws Error if there are not as many
    torch::Tensor forward(torch::Tensor x, const torch::Tensor& bias = {}, std::int64_t layers = -1);

  private:
    std::vector<ClipLayer> m_layers;
};
TORCH_MODULE(ClipEncoder);

}  // namespace attune
