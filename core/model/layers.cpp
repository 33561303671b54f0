#include "model/layers.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "data/error.h"

namespace attune {

namespace {

constexpr std::int64_t kScoresPerPass = std::int64_t{1} << 26;

}  // namespace

torch::Tensor LoraAdapter::operator()(const torch::Tensor& x) const {
    // An adapter may be of higher precision than the network that it is for.
    const torch::Tensor low = torch::linear(x.to(a.scalar_type()), a);  // (.., r)
    const torch::Tensor change = torch::linear(low, b) * scale;
    // Where linear maps are computed with fewer bits than `x` has, so is what this is added to: what follows must not be rounded
    // in another way than without the adapter.
    return change.scalar_type() == torch::kFloat32 ? change.to(x.scalar_type()) : change;
}

torch::Tensor AffineMap::mergedWeight() const {
    if (!isAdapted()) return weight;
    const torch::NoGradGuard noGrad;
    const torch::Tensor change = torch::mm(adapter->b, adapter->a) * adapter->scale;  // (out, in)
    return (weight.to(change.scalar_type()) + (storesInputsFirst() ? change.t() : change)).to(weight.scalar_type());
}

std::shared_ptr<torch::nn::Module> submodule(torch::nn::Module& parent, const std::string& name) {
    return parent.register_module(name, std::make_shared<torch::nn::Module>(name));
}

torch::nn::LayerNorm layerNorm(std::int64_t width, double eps) {
    return torch::nn::LayerNorm(torch::nn::LayerNormOptions({width}).eps(eps));
}

torch::Tensor unallocated(torch::IntArrayRef sizes) {
    return torch::zeros({1}).expand(sizes);
}

LinearImpl::LinearImpl(std::int64_t in, std::int64_t out, bool withBias) {
    weight = register_parameter("weight", unallocated({out, in}));
    if (withBias) bias = register_parameter("bias", torch::zeros({out}));
}

Conv1DImpl::Conv1DImpl(std::int64_t in, std::int64_t out) {
    weight = register_parameter("weight", unallocated({in, out}));
    bias = register_parameter("bias", torch::zeros({out}));
}

torch::Tensor Conv1DImpl::outputsFrom(const torch::Tensor& x, std::int64_t first, std::int64_t count) const {
    const torch::Tensor y = torch::linear(x, weight.narrow(1, first, count).t(), bias.narrow(0, first, count));
    if (!isAdapted()) return y;
    return y + LoraAdapter{adapter->a, adapter->b.narrow(0, first, count), adapter->scale, adapter->isOn}(x);
}

torch::Tensor fusedLinear(const torch::Tensor& x, const std::vector<Linear>& maps) {
    if (std::any_of(maps.begin(), maps.end(), [](const Linear& map) { return map->isAdapted(); })) {
        std::vector<torch::Tensor> parts;
        for (Linear map : maps) parts.push_back(map(x));
        return torch::cat(parts, -1);
    }
    std::vector<torch::Tensor> weights, biases;
    for (const Linear& map : maps) {
        weights.push_back(map->weight);
        if (map->bias.defined()) biases.push_back(map->bias);
    }
    return torch::linear(x, torch::cat(weights), biases.empty() ? torch::Tensor() : torch::cat(biases));
}

torch::Tensor splitHeads(const torch::Tensor& x, std::int64_t heads) {
    const auto n = x.size(0), t = x.size(1), width = x.size(2) / heads;
    return x.reshape({n, t, heads, width}).transpose(1, 2).reshape({n * heads, t, width});  // (N*H, T, d)
}

torch::Tensor mergeHeads(const torch::Tensor& x, std::int64_t heads) {
    const auto n = x.size(0) / heads, t = x.size(1), width = x.size(2);
    return x.reshape({n, heads, t, width}).transpose(1, 2).reshape({n, t, heads * width});  // (N, T, D)
}

torch::Tensor attend(const torch::Tensor& query, const torch::Tensor& key, const torch::Tensor& value,
                     std::int64_t heads, double scale, const torch::Tensor& bias, torch::Tensor* weights) {
    const torch::Tensor q = splitHeads(query, heads);                // (N*H, T, d)
    const torch::Tensor k = splitHeads(key, heads).transpose(1, 2);  // (N*H, d, S)
    const torch::Tensor v = splitHeads(value, heads);                // (N*H, S, d)
    const torch::Tensor scores =
        bias.defined() ? torch::baddbmm(bias, q, k, 1.0, scale) : torch::bmm(q * scale, k);  // (N*H, T, S)
    const torch::Tensor attention = torch::softmax(scores, -1);
    if (weights) *weights = attention.view({query.size(0), heads, query.size(1), key.size(1)});
    return mergeHeads(torch::bmm(attention, v), heads);  // (N, T, D)
}

torch::Tensor attendInPasses(const torch::Tensor& qkv, std::int64_t heads, const torch::Tensor& bias) {
    const auto parts = qkv.chunk(3, -1);  // 3 x (B, S, D)
    const double scale = 1 / std::sqrt(static_cast<double>(parts[0].size(2) / heads));
    const auto batch = qkv.size(0), scores = heads * qkv.size(1) * qkv.size(1);
    const auto step = std::max<std::int64_t>(1, kScoresPerPass / std::max<std::int64_t>(1, scores));
    // A bias that differs from row to row is one of texts, which are short.
    if (step >= batch || (bias.defined() && bias.size(0) > 1))
        return attend(parts[0], parts[1], parts[2], heads, scale, bias);
    std::vector<torch::Tensor> mixed;
    for (std::int64_t at = 0; at < batch; at += step) {
        const auto count = std::min(step, batch - at);
        mixed.push_back(attend(parts[0].narrow(0, at, count), parts[1].narrow(0, at, count),
                               parts[2].narrow(0, at, count), heads, scale, bias));
    }
    return torch::cat(mixed);
}

torch::Tensor embedTokens(const torch::Tensor& tokens, const torch::Tensor& words, const torch::Tensor& positions,
                          std::int64_t firstPosition) {
    const auto count = tokens.size(1);
    if (firstPosition + count > positions.size(0))
        throw Error("the text is too long for the captioner",
                    "it has " + std::to_string(firstPosition + count) + " tokens and there are " +
                        std::to_string(positions.size(0)) + " positions",
                    "shorten it, or lower max_new_tokens");
    return torch::embedding(words, tokens) + positions.narrow(0, firstPosition, count);
}

double forbiddenScore(torch::Dtype dtype) {
    return dtype == torch::kFloat16 ? -6e4 : -1e30;
}

torch::Tensor aheadOf(std::int64_t newTokens, std::int64_t length, torch::Device device) {
    // Of booleans, because on a GPU LibTorch before 2.1 has no triangle of bfloat16.
    return torch::ones({newTokens, length}, torch::dtype(torch::kBool).device(device)).triu(length - newTokens + 1);
}

torch::Tensor causalBias(std::int64_t tokens, std::int64_t heads, const torch::Tensor& mask,
                         const torch::TensorOptions& options) {
    const double forbidden = forbiddenScore(torch::typeMetaToScalarType(options.dtype()));
    const torch::Tensor bias =
        torch::zeros({1, tokens, tokens}, options).masked_fill(aheadOf(tokens, tokens, options.device()), forbidden);
    if (!mask.defined()) return bias;
    const torch::Tensor padding = mask.to(torch::kBool).logical_not().unsqueeze(1);  // (N, 1, T)
    return bias.expand({mask.size(0), tokens, tokens})
        .masked_fill(padding, forbidden)
        .repeat_interleave(heads, 0);  // (N*H, T, T)
}

void copyParameters(const torch::nn::Module& from, torch::nn::Module& to) {
    torch::NoGradGuard noGrad;
    const auto source = from.named_parameters();
    for (auto& item : to.named_parameters()) {
        item.value().set_data(source[item.key()].detach().clone());
        item.value().set_requires_grad(false);
    }
}

void initializeNormal(torch::nn::Module& module, double std, torch::Generator& generator) {
    torch::NoGradGuard noGrad;
    for (auto& item : module.named_parameters()) {
        const std::string_view key = item.key();
        if (!item.value().is_contiguous()) item.value().set_data(torch::zeros(item.value().sizes()));
        const bool isNorm = key.find("norm") != key.npos || key.find("Norm") != key.npos || key.find("ln_") != key.npos;
        if (isNorm && key.ends_with("weight")) {
            item.value().fill_(1);
        } else if (key.ends_with("bias")) {
            item.value().zero_();
        } else {
            item.value().normal_(0, std, generator);
        }
    }
}

}  // namespace attune
