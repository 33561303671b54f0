// GIT's decoder (Wang et al. 2022): one BERT that reads the image states and the text behind them. Image states attend
// to each other only, so they are computed once for an image, and a token attends to all of them and to the tokens before it.
#pragma once

#include <torch/torch.h>

#include <memory>
#include <vector>

#include "model/bert.h"
#include "model/clip_vision.h"
#include "model/decoder_cache.h"

namespace attune {

/// Keys `embeddings`, `image_encoder.vision_model`, `encoder`, `visual_projection.visual_projection.{0,1}`.
class GitNetworkImpl : public torch::nn::Module {
  public:
    GitNetworkImpl(const BertOptions& options, const ClipVisionOptions& vision);

    /// @param pixels (B, C, H, W), normalised @return (B, S, D_v), the class token first
    torch::Tensor encodeImages(const torch::Tensor& pixels) { return m_vision->normalize(m_vision(pixels)); }

    /// The image states as the layers see them.
    struct Picture {
        std::vector<torch::Tensor> keys, values;  ///< per layer (B, S, D)
        torch::Tensor last;                       ///< (B, S, D) behind the last layer; undefined unless asked for
    };
    /// @param features (B, S, D_v)
    Picture picture(const torch::Tensor& features, bool withLast = false);

    /// Teacher-forced. @param tokens (N, T), rows grouped by image @param mask (N, T) or undefined
    /// @param weights  receives of each layer what of its attention falls on the image (N, T, S), unless null
    /// @return (N, T, D) @throws Error if there are more tokens than positions
    torch::Tensor forward(const torch::Tensor& tokens, const Picture& picture, const torch::Tensor& mask,
                          std::vector<torch::Tensor>* weights);
    std::unique_ptr<DecoderCache> makeCache(const torch::Tensor& features, std::int64_t rows, std::int64_t capacity);
    /// @param tokens (M, t) @return (M, 1, D), of the last position
    torch::Tensor next(const torch::Tensor& tokens, DecoderCache& cache);
    const torch::Tensor& wordWeight() const { return m_embeddings->wordWeight; }

    const BertOptions options;

  private:
    BertEmbeddings m_embeddings{nullptr};
    ClipVision m_vision{nullptr};
    BertEncoder m_encoder{nullptr};
    Linear m_projection{nullptr};
    torch::nn::LayerNorm m_projectionNorm{nullptr};
};
TORCH_MODULE(GitNetwork);

}  // namespace attune
