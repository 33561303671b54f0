// BLIP's decoder: BERT made causal, with cross-attention to the image states.
#pragma once

#include <torch/torch.h>

#include <memory>

#include "model/bert.h"
#include "model/decoder_cache.h"

namespace attune {

/// Keys `bert.{embeddings,encoder}`, `cls.predictions.{transform,bias,decoder.weight}`.
class BlipTextImpl : public torch::nn::Module {
  public:
    /// @param tied  the output projection is the word embedding
    BlipTextImpl(const BertOptions& options, bool tied);

    /// Teacher-forced. @param tokens (N, T), rows grouped by image @param states (B, S, D_v)
    /// @param mask (N, T) or undefined @param weights  receives the last layer's attention to the image (N, T, S), the mean
    /// over heads, unless null @return (N, T, D), what the output projection reads
    /// @throws Error if there are more tokens than positions
    torch::Tensor forward(const torch::Tensor& tokens, const torch::Tensor& states, const torch::Tensor& mask,
                          torch::Tensor* weights);
    /// Attention to the image, the mean over layers and heads. @return (N, T, S)
    torch::Tensor crossWeights(const torch::Tensor& tokens, const torch::Tensor& states);
    std::unique_ptr<DecoderCache> makeCache(const torch::Tensor& states, std::int64_t rows, std::int64_t capacity);
    /// @param tokens (M, t) @return (M, 1, D), of the last position
    torch::Tensor next(const torch::Tensor& tokens, DecoderCache& cache);
    /// @param hidden (.., D) @return logits (.., V)
    torch::Tensor project(const torch::Tensor& hidden);

    const BertOptions options;

  private:
    /// Runs the layers. @param each  receives each layer's attention to the image unless null
    torch::Tensor run(const torch::Tensor& tokens, const torch::Tensor& states, const torch::Tensor& mask,
                      std::vector<torch::Tensor>* each, bool lastOnly);
    torch::Tensor transform(const torch::Tensor& x);

    Activation m_activation;
    BertEmbeddings m_embeddings{nullptr};
    BertEncoder m_encoder{nullptr};
    Linear m_transform{nullptr}, m_output{nullptr};  ///< no output of its own where it is tied
    torch::nn::LayerNorm m_norm{nullptr};
    torch::Tensor m_outputBias;
};
TORCH_MODULE(BlipText);

}  // namespace attune
