// The parts of BERT (Devlin et al. 2019) that the decoders of BLIP and GIT are made of, under the key names of their
// checkpoints. Each family puts them together in its own way.
#pragma once

#include <torch/torch.h>

#include <string>
#include <vector>

#include "data/json.h"
#include "model/activation.h"
#include "model/layers.h"

namespace attune {

struct BertOptions {
    std::int64_t vocabularySize = 30522;
    std::int64_t positions = 512;
    std::int64_t hiddenSize = 768;
    std::int64_t layers = 12;
    std::int64_t heads = 12;
    std::int64_t intermediateSize = 3072;
    std::string activation = "gelu";
    double layerNormEps = 1e-12;
    double initializerRange = 0.02;
    std::int64_t crossWidth = 0;  ///< of the states that cross-attention reads; 0 for layers without it

    double scoreScale() const;
    /// Weights at least, biases and normalisations aside: what a checkpoint must hold to be of this size.
    double parameters() const;
};

/// Reads and checks what config.json says. @param defaults  those of the family's reference class
/// @throws Error on a value that no network can have
BertOptions bertOptionsFromJson(const Json& config, const BertOptions& defaults);
/// Adds them to `config` under the same names.
void addToJson(const BertOptions& options, Json& config);

/// Keys `word_embeddings.weight`, `position_embeddings.weight`, `LayerNorm`.
class BertEmbeddingsImpl : public torch::nn::Module {
  public:
    explicit BertEmbeddingsImpl(const BertOptions& options);
    /// @param tokens (N, T) @param firstPosition  of the first of them @return (N, T, D)
    /// @throws Error if there are more tokens than positions
    torch::Tensor forward(const torch::Tensor& tokens, std::int64_t firstPosition);

    torch::Tensor wordWeight;  ///< (V, D)

  private:
    torch::Tensor m_positionWeight;
    torch::nn::LayerNorm m_norm{nullptr};
};
TORCH_MODULE(BertEmbeddings);

/// Keys `self.{query,key,value}`, `output.{dense,LayerNorm}`.
class BertAttentionImpl : public torch::nn::Module {
  public:
    /// @param keyWidth  of the states that keys and values are made of
    BertAttentionImpl(const BertOptions& options, std::int64_t keyWidth);

    torch::Tensor query(const torch::Tensor& x) { return m_query(x); }     ///< (N, T, D)
    torch::Tensor key(const torch::Tensor& x) { return m_key(x); }         ///< (B, S, D_k) -> (B, S, D)
    torch::Tensor value(const torch::Tensor& x) { return m_value(x); }     ///< (B, S, D_k) -> (B, S, D)
    /// (B, S, D_k) -> (B, S, 2 D), keys first
    torch::Tensor keysAndValues(const torch::Tensor& x) { return torch::cat({m_key(x), m_value(x)}, -1); }
    /// What was read goes into the stream. @param mixed (N, T, D) @param x (N, T, D) the layer's input
    torch::Tensor add(const torch::Tensor& mixed, const torch::Tensor& x) { return m_norm(m_output(mixed) + x); }

  private:
    Linear m_query{nullptr}, m_key{nullptr}, m_value{nullptr}, m_output{nullptr};
    torch::nn::LayerNorm m_norm{nullptr};
};
TORCH_MODULE(BertAttention);

/// Keys `attention`, `crossattention` (where there is one), `intermediate.dense`, `output.{dense,LayerNorm}`.
class BertLayerImpl : public torch::nn::Module {
  public:
    explicit BertLayerImpl(const BertOptions& options);
    torch::Tensor feedForward(const torch::Tensor& x);  ///< (N, T, D) -> (N, T, D)

    BertAttention attention{nullptr}, crossAttention{nullptr};

  private:
    Activation m_activation;
    Linear m_up{nullptr}, m_down{nullptr};
    torch::nn::LayerNorm m_norm{nullptr};
};
TORCH_MODULE(BertLayer);

/// Keys `layer.N`.
class BertEncoderImpl : public torch::nn::Module {
  public:
    explicit BertEncoderImpl(const BertOptions& options);
    std::vector<BertLayer> layers;
};
TORCH_MODULE(BertEncoder);

/// The key of a checkpoint under today's name of BERT's normalisations: old files call weight and bias gamma and beta.
std::string currentBertKey(std::string key);

}  // namespace attune
