// The GPT-2 decoder (Radford et al. 2019) with cross-attention to image states, under the key names of its
// checkpoints.
#pragma once

#include <torch/torch.h>

#include <vector>

#include "data/json.h"
#include "model/activation.h"
#include "model/decoder_cache.h"
#include "model/layers.h"

namespace attune {

/// Defaults are those of the reference configuration class.
struct Gpt2Options {
    std::int64_t vocabularySize = 50257;
    std::int64_t positions = 1024;
    std::int64_t hiddenSize = 768;
    std::int64_t layers = 12;
    std::int64_t heads = 12;
    std::int64_t innerSize = 0;  ///< 0 is four times the hidden size
    std::string activation = "gelu_new";
    double layerNormEps = 1e-5;
    bool scaleScores = true;          ///< by 1 / sqrt(head width)
    bool scaleScoresByLayer = false;  ///< and by 1 / (layer + 1)
    bool tieWordEmbeddings = true;    ///< the output projection is the token embedding
    double initializerRange = 0.02;

    std::int64_t innerWidth() const { return innerSize > 0 ? innerSize : 4 * hiddenSize; }
    /// The factor of the attention scores in a layer.
    double scoreScale(std::int64_t layer) const;
};

/// @throws Error on a value that no network can have
Gpt2Options gpt2OptionsFromJson(const Json& config);
Json toJson(const Gpt2Options& options);

class Gpt2SelfAttentionImpl : public torch::nn::Module {
  public:
    Gpt2SelfAttentionImpl(const Gpt2Options& options, std::int64_t layer);
    /// @param x (N, T, D) @param bias broadcasts to (N * H, T, T) @return (N, T, D)
    torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& bias);
    /// The next tokens of the cache's rows. @param x (M, t, D) @return (M, t, D)
    torch::Tensor next(const torch::Tensor& x, DecoderCache& cache, std::int64_t layer);

  private:
    std::int64_t m_heads;
    double m_scale;
    Conv1D m_qkv{nullptr}, m_output{nullptr};
};
TORCH_MODULE(Gpt2SelfAttention);

class Gpt2CrossAttentionImpl : public torch::nn::Module {
  public:
    Gpt2CrossAttentionImpl(const Gpt2Options& options, std::int64_t layer);
    /// @param x (N, T, D), rows grouped by image @param states (B, S, D)
    /// @param weights  receives (N, T, S), the mean over heads, unless null @return (N, T, D)
    torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& states, torch::Tensor* weights);
    /// The attention alone, without the values that it would mix. @return (N, T, S), the mean over heads
    torch::Tensor weights(const torch::Tensor& x, const torch::Tensor& states);
    /// The image's keys and values, one tensor of shape (B, S, 2 D).
    torch::Tensor keysAndValues(const torch::Tensor& states) { return m_keyValue(states); }
    torch::Tensor next(const torch::Tensor& x, DecoderCache& cache, std::int64_t layer);

  private:
    std::int64_t m_heads;
    double m_scale;
    Conv1D m_query{nullptr}, m_keyValue{nullptr}, m_output{nullptr};
};
TORCH_MODULE(Gpt2CrossAttention);

class Gpt2BlockImpl : public torch::nn::Module {
  public:
    Gpt2BlockImpl(const Gpt2Options& options, std::int64_t layer);
    torch::Tensor forward(torch::Tensor x, const torch::Tensor& bias, const torch::Tensor& states,
                          torch::Tensor* weights);
    /// Where the block looks, without its output. @return (N, T, S)
    torch::Tensor crossWeights(torch::Tensor x, const torch::Tensor& bias, const torch::Tensor& states);
    torch::Tensor next(torch::Tensor x, DecoderCache& cache, std::int64_t layer);

    Gpt2CrossAttention crossAttention{nullptr};

  private:
    torch::Tensor feedForward(const torch::Tensor& x);

    Activation m_activation;
    Gpt2SelfAttention m_attention{nullptr};
    Conv1D m_up{nullptr}, m_down{nullptr};
    torch::nn::LayerNorm m_norm1{nullptr}, m_norm2{nullptr}, m_normCross{nullptr};
};
TORCH_MODULE(Gpt2Block);

class Gpt2Impl : public torch::nn::Module {
  public:
    explicit Gpt2Impl(const Gpt2Options& options);

    /// Teacher-forced. @param tokens (N, T) @param states (B, S, D) @param mask (N, T) or undefined
    /// @param weights  receives the last layer's attention to the image (N, T, S) unless null
    /// @return the last hidden states (N, T, D) @throws Error if there are more tokens than positions
    torch::Tensor forward(const torch::Tensor& tokens, const torch::Tensor& states, const torch::Tensor& mask,
                          torch::Tensor* weights);
    /// Attention to the image, the mean over layers and heads. @return (N, T, S)
    torch::Tensor crossWeights(const torch::Tensor& tokens, const torch::Tensor& states);
    /// @param states (B, S, D)
    std::unique_ptr<DecoderCache> makeCache(const torch::Tensor& states, std::int64_t rows,
                                            std::int64_t capacity);
    /// @param tokens (M, t) @return hidden states of the last position (M, 1, D)
    torch::Tensor next(const torch::Tensor& tokens, DecoderCache& cache);
    /// @param hidden (.., D) @return logits (.., V)
    torch::Tensor project(const torch::Tensor& hidden);

    const Gpt2Options options;

  private:
    torch::Tensor embed(const torch::Tensor& tokens, std::int64_t firstPosition);

    torch::Tensor m_tokenWeight, m_positionWeight;
    Linear m_output{nullptr};  ///< null where the output projection is the token embedding
    std::vector<Gpt2Block> m_blocks;
    torch::nn::LayerNorm m_norm{nullptr};
};
TORCH_MODULE(Gpt2);

}  // namespace attune
