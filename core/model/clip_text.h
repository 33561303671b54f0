// The text tower of CLIP and of SigLIP.
#pragma once

#include <torch/torch.h>

#include "data/json.h"
#include "model/clip_encoder.h"

namespace attune {

struct ClipTextOptions {
    ClipEncoderOptions encoder;
    std::int64_t vocabularySize = 49408;
    std::int64_t positions = 77;

    /// Weights at least, biases and normalisations aside: what a checkpoint must hold to be of this size.
    double parameters() const;
};

/// @param defaults  what the reference class has where the config is silent
/// @throws Error on a value that no network can have
ClipTextOptions clipTextOptionsFromJson(const Json& config, const ClipTextOptions& defaults);

/// Keys `embeddings.{token_embedding,position_embedding}.weight`, `encoder`, `final_layer_norm`.
class ClipTextImpl : public torch::nn::Module {
  public:
    explicit ClipTextImpl(const ClipTextOptions& options);

    /// @param ids (N, T) @param bias  added to the scores; broadcasts to (N * H, T, T); undefined for none
    /// @return (N, T, D), normalised @throws Error if there are more ids than positions
    torch::Tensor forward(const torch::Tensor& ids, const torch::Tensor& bias);

    const ClipTextOptions options;

  private:
    torch::Tensor m_tokens, m_positions;
    ClipEncoder m_encoder{nullptr};
    torch::nn::LayerNorm m_norm{nullptr};
};
TORCH_MODULE(ClipText);

}  // namespace attune
