// What networks are built of: the two ways in which checkpoints store an affine map, and what attention layers share.
#pragma once

#include <torch/torch.h>

#include <memory>
#include <string>
#include <vector>

namespace attune {

/// What a low-rank adapter adds to an affine map: scale * B A x (Hu et al. 2021, LoRA, equation 3).
struct LoraAdapter {
    torch::Tensor a;  ///< (r, in)
    torch::Tensor b;  ///< (out, r)
    double scale = 1;
    std::shared_ptr<const bool> isOn;  ///< one switch for all adapters of a network

    /// @param x (.., in) @return (.., out), in the dtype that a linear map of `x` has: that of `x`, or of autocast
    torch::Tensor operator()(const torch::Tensor& x) const;
};

/// y = W x + b, and what an adapter adds. An adapter is no parameter of the module: checkpoints, hashes and copies of
/// the network see the weights below it.
class AffineMap : public torch::nn::Module {
  public:
    torch::Tensor weight;
    torch::Tensor bias;                    ///< undefined without one
    std::shared_ptr<LoraAdapter> adapter;  ///< null without one; see lora.h

    virtual std::int64_t inputs() const = 0;
    virtual std::int64_t outputs() const = 0;
    /// The weight as it is stored, with the adapter's part in it if that is on. The same tensor where there is none.
    torch::Tensor mergedWeight() const;
    bool isAdapted() const { return adapter && *adapter->isOn; }

  protected:
    virtual bool storesInputsFirst() const = 0;
    /// @param y  of `x` without the adapter
    torch::Tensor adapted(const torch::Tensor& y, const torch::Tensor& x) const {
        return isAdapted() ? y + (*adapter)(x) : y;
    }
};

/// A submodule without parameters of its own, there for the sake of the key names.
std::shared_ptr<torch::nn::Module> submodule(torch::nn::Module& parent, const std::string& name);

/// Over the last dimension.
torch::nn::LayerNorm layerNorm(std::int64_t width, double eps);

/// A parameter that has its shape but no memory, and reads as zeros: weights are loaded or drawn before they are used, and
/// a second copy of them should never exist. `loadParameters`, `initializeNormal` and `copyParameters` give it its own.
torch::Tensor unallocated(torch::IntArrayRef sizes);

/// y = x W^T + b with `weight` (out, in), as `nn.Linear` stores it.
class LinearImpl : public AffineMap {
  public:
    LinearImpl(std::int64_t in, std::int64_t out, bool withBias = true);
    /// @param x (.., in) @return (.., out)
    torch::Tensor forward(const torch::Tensor& x) { return adapted(torch::linear(x, weight, bias), x); }
    std::int64_t inputs() const override { return weight.size(1); }
    std::int64_t outputs() const override { return weight.size(0); }

  protected:
    bool storesInputsFirst() const override { return false; }
};
TORCH_MODULE(Linear);

/// y = x W + b with `weight` (in, out): GPT-2's "Conv1D", a convolution of width one.
class Conv1DImpl : public AffineMap {
  public:
    Conv1DImpl(std::int64_t in, std::int64_t out);
    /// @param x (.., in) @return (.., out)
    torch::Tensor forward(const torch::Tensor& x) { return adapted(torch::linear(x, weight.t(), bias), x); }
    /// Some of the outputs only. @return (.., count)
    torch::Tensor outputsFrom(const torch::Tensor& x, std::int64_t first, std::int64_t count) const;
    std::int64_t inputs() const override { return weight.size(0); }
    std::int64_t outputs() const override { return weight.size(1); }

  protected:
    bool storesInputsFirst() const override { return true; }
};
TORCH_MODULE(Conv1D);

/// One matrix multiplication for maps of the same input. @return (.., sum of the outputs), in the given order
torch::Tensor fusedLinear(const torch::Tensor& x, const std::vector<Linear>& maps);

/// softmax(q k^T / scale + bias) v, for batches of heads.
/// @param query (N, T, D), key and value (N, S, D), with D = heads * head width
/// @param bias  added to the scores; broadcasts to (N * heads, T, S); undefined for none
/// @param scale  factor of the scores, usually 1 / sqrt(head width)
/// @param weights  receives the attention (N, heads, T, S) unless null
/// @return (N, T, D)
torch::Tensor attend(const torch::Tensor& query, const torch::Tensor& key, const torch::Tensor& value,
                     std::int64_t heads, double scale, const torch::Tensor& bias = {},
                     torch::Tensor* weights = nullptr);

/// Self-attention of a tower, on as few pictures at a time as keep the scores in bounds: tiles of 512 pixels have a
/// million each, and dozens of them come at once.
/// @param qkv (B, S, 3 D), queries, keys, values @param bias  as `attend` takes it @return (B, S, D)
torch::Tensor attendInPasses(const torch::Tensor& qkv, std::int64_t heads, const torch::Tensor& bias = {});

/// Words at their places. @param tokens (N, T) @param words (V, D) @param positions (P, D)
/// @param firstPosition  of the first token @return (N, T, D) @throws Error if there are more tokens than positions
torch::Tensor embedTokens(const torch::Tensor& tokens, const torch::Tensor& words, const torch::Tensor& positions,
                          std::int64_t firstPosition);

/// (N, T, D) -> (N * heads, T, D / heads)
torch::Tensor splitHeads(const torch::Tensor& x, std::int64_t heads);
/// (N * heads, T, D / heads) -> (N, T, D)
torch::Tensor mergeHeads(const torch::Tensor& x, std::int64_t heads);

/// The score of a forbidden pair. Finite, because a row in which all is forbidden must not become NaN.
double forbiddenScore(torch::Dtype dtype);

/// True where one of the `newTokens` newest of `length` tokens may not look: query i of them stands at position
/// length - newTokens + i. @return (newTokens, length) bool
torch::Tensor aheadOf(std::int64_t newTokens, std::int64_t length, torch::Device device);

/// 0 where a token may look, a large negative number where it may not: ahead of itself, or at padding.
/// @param mask (N, T) or undefined @return (1, T, T), or (N * H, T, T) with a mask
torch::Tensor causalBias(std::int64_t tokens, std::int64_t heads, const torch::Tensor& mask,
                         const torch::TensorOptions& options);

/// Gives `to`, a network of the same shape, the values of `from` in memory of its own, without gradients.
void copyParameters(const torch::nn::Module& from, torch::nn::Module& to);

/// Fills weights and embeddings with N(0, std), biases with 0 and normalisations with 1 and 0, the scheme of
/// the reference classes (`initializer_range`). Parameters are visited in order of registration: a seed
/// decides all.
void initializeNormal(torch::nn::Module& module, double std, torch::Generator& generator);

}  // namespace attune
