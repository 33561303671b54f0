// The Llama decoder (Touvron et al. 2023) with grouped-query attention and rotary positions, under the key names of its
// checkpoints. What all rows of an image share, its prompt, is read once.
#pragma once

#include <torch/torch.h>

#include <memory>
#include <string>
#include <vector>

#include "data/json.h"
#include "model/activation.h"
#include "model/layers.h"
#include "model/llama_cache.h"

namespace attune {

/// Defaults are those of the reference configuration class.
struct LlamaOptions {
    std::int64_t vocabularySize = 32000;
    std::int64_t positions = 2048;  ///< trained for; rotary positions go on behind them
    std::int64_t hiddenSize = 4096;
    std::int64_t intermediateSize = 11008;
    std::int64_t layers = 32;
    std::int64_t heads = 32;
    std::int64_t keyValueHeads = 32;  ///< each serves heads / keyValueHeads queries
    std::int64_t headSize = 128;
    std::string activation = "silu";
    double rmsNormEps = 1e-6;
    bool attentionBias = false;
    bool mlpBias = false;
    bool tieWordEmbeddings = false;

    double ropeTheta = 10000;
    std::string ropeType = "default";  ///< "default", "linear" or "llama3"
    double ropeFactor = 1;
    // Of "llama3" alone.
    double ropeLowFactor = 1, ropeHighFactor = 4;
    std::int64_t ropeOriginalPositions = 8192;

    /// Without biases, normalisations and output projection.
    double parameters() const;
};

/// @throws Error on a value that no network can have, or a scaling of the positions that is not carried out here
LlamaOptions llamaOptionsFromJson(const Json& config);

/// Keys `weight`. x / sqrt(mean x^2 + eps) * weight (Zhang and Sennrich 2019), the mean in float32.
class RmsNormImpl : public torch::nn::Module {
  public:
    RmsNormImpl(std::int64_t width, double eps);
    torch::Tensor forward(const torch::Tensor& x);  ///< (.., D) -> (.., D)

  private:
    torch::Tensor m_weight;
    double m_eps;
};
TORCH_MODULE(RmsNorm);

/// Cosines and sines that turn queries and keys by their position (Su et al. 2021), (N, T, 1, d) each.
struct RotaryTurn {
    torch::Tensor cos, sin;
    /// @param x (N, T, H, d)
    torch::Tensor apply(const torch::Tensor& x) const;
};

/// Keys `self_attn.{q,k,v,o}_proj`, `mlp.{gate,up,down}_proj`, `input_layernorm`, `post_attention_layernorm`.
class LlamaLayerImpl : public torch::nn::Module {
  public:
    explicit LlamaLayerImpl(const LlamaOptions& options);

    /// The keys and values of a prompt. @param x (B, S, D), normalised by `normalizeInput`
    LlamaKeysValues keysAndValues(const torch::Tensor& x, const RotaryTurn& turn);
    /// The prompt itself, each place looking at itself and back. @param x (B, S, D) @param shown (B, S) bool
    torch::Tensor readPrompt(const torch::Tensor& x, const torch::Tensor& normalized, const LlamaKeysValues& own,
                             const RotaryTurn& turn, const torch::Tensor& shown);
    /// Tokens behind a prompt. @param x (N, T, D) @param own  keys and values of the rows' own tokens so far, these
    /// included @param ownBias (1 or N, T, L) @param looks  receives the attention to the prompt (N, T, S), the mean over
    /// heads, unless null
    torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& normalized, const LlamaKeysValues& own,
                          const torch::Tensor& ownBias, const RotaryTurn& turn, const LlamaPrompt& prompt,
                          std::size_t layer, const RowGroups& groups, torch::Tensor* looks);
    torch::Tensor normalizeInput(const torch::Tensor& x) { return m_norm1(x); }

  private:
    torch::Tensor query(const torch::Tensor& normalized, const RotaryTurn& turn);  ///< (N, T, H, d)
    torch::Tensor feedForward(const torch::Tensor& x);

    std::int64_t m_heads, m_keyValueHeads, m_width;
    Activation m_activation;
    Linear m_query{nullptr}, m_key{nullptr}, m_value{nullptr}, m_output{nullptr};
    Linear m_gate{nullptr}, m_up{nullptr}, m_down{nullptr};
    RmsNorm m_norm1{nullptr}, m_norm2{nullptr};
};
TORCH_MODULE(LlamaLayer);

/// Keys `embed_tokens.weight`, `layers.N`, `norm`.
class LlamaModelImpl : public torch::nn::Module {
  public:
    explicit LlamaModelImpl(const LlamaOptions& options);

    torch::Tensor embed(const torch::Tensor& tokens) { return torch::embedding(embedding, tokens); }
    /// @param embedded (B, S, D) @param shown (B, S) bool, false at padding, which stands in front
    /// @param hidden  receives the last hidden states (B, S, D) unless null
    LlamaPrompt readPrompt(const torch::Tensor& embedded, const torch::Tensor& shown, torch::Tensor* hidden = nullptr);
    /// Teacher-forced. @param tokens (N, T), N a multiple of the prompts @param mask (N, T) or undefined
    /// @param looks  receives the attention to the prompt (N, T, S), the mean over heads, unless null
    /// @param everyLayer  of all layers, their mean, rather than of the last one
    /// @return the last hidden states (N, T, D)
    torch::Tensor forward(const torch::Tensor& tokens, const LlamaPrompt& prompt, const torch::Tensor& mask,
                          torch::Tensor* looks, bool everyLayer = false);
    /// @param tokens (M, t) @return hidden states of the last position (M, 1, D)
    torch::Tensor next(const torch::Tensor& tokens, LlamaCache& cache);

    const LlamaOptions options;
    torch::Tensor embedding;  ///< (V, D)

  private:
    /// @param positions (N, T) int64
    RotaryTurn turnAt(const torch::Tensor& positions, torch::Dtype dtype);

    std::vector<LlamaLayer> m_layers;
    RmsNorm m_norm{nullptr};
    /// (d / 2) float32 whatever the weights are, where it was last asked for. It follows from the options: no parameter.
    torch::Tensor m_frequencies;
};
TORCH_MODULE(LlamaModel);

}  // namespace attune
