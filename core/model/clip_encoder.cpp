#include "model/clip_encoder.h"

#include <cmath>

#include "model/layer_options.h"

namespace attune {

namespace {

/// Scores of one pass at most: tiles of 512 pixels have a million each, and dozens of them come at once.
constexpr std::int64_t kScoresPerPass = std::int64_t{1} << 26;

torch::nn::LayerNorm makeNorm(const ClipEncoderOptions& o) {
    return torch::nn::LayerNorm(torch::nn::LayerNormOptions({o.hiddenSize}).eps(o.layerNormEps));
}

}  // namespace

double ClipEncoderOptions::parameters() const {
    const double width = static_cast<double>(hiddenSize);
    return static_cast<double>(layers) * width * (4 * width + 2 * static_cast<double>(intermediateSize));
}

ClipEncoderOptions clipEncoderOptionsFromJson(const Json& config, const ClipEncoderOptions& defaults) {
    ClipEncoderOptions o = defaults;
    readLayerOptions(config, o);
    return o;
}

void addToJson(const ClipEncoderOptions& o, Json& config) {
    addLayerOptions(o, config);
    config["attention_dropout"] = 0.0;
}

ClipLayerImpl::ClipLayerImpl(const ClipEncoderOptions& o)
    : m_heads(o.heads), m_activation(activationFromName(o.activation)) {
    const auto attention = register_module("self_attn", std::make_shared<torch::nn::Module>("self_attn"));
    m_key = attention->register_module("k_proj", Linear(o.hiddenSize, o.hiddenSize));
    m_value = attention->register_module("v_proj", Linear(o.hiddenSize, o.hiddenSize));
    m_query = attention->register_module("q_proj", Linear(o.hiddenSize, o.hiddenSize));
    m_output = attention->register_module("out_proj", Linear(o.hiddenSize, o.hiddenSize));
    m_norm1 = register_module("layer_norm1", makeNorm(o));
    const auto mlp = register_module("mlp", std::make_shared<torch::nn::Module>("mlp"));
    m_up = mlp->register_module("fc1", Linear(o.hiddenSize, o.intermediateSize));
    m_down = mlp->register_module("fc2", Linear(o.intermediateSize, o.hiddenSize));
    m_norm2 = register_module("layer_norm2", makeNorm(o));
}

torch::Tensor ClipLayerImpl::attention(const torch::Tensor& x, const torch::Tensor& bias) {
    const auto qkv = fusedLinear(x, {m_query, m_key, m_value}).chunk(3, -1);  // 3 x (B, S, D)
    const double scale = 1 / std::sqrt(static_cast<double>(x.size(-1) / m_heads));
    const auto batch = x.size(0), scores = m_heads * x.size(1) * x.size(1);
    const auto step = std::max<std::int64_t>(1, kScoresPerPass / std::max<std::int64_t>(1, scores));
    // A bias that differs from row to row is one of texts, which are short.
    if (step >= batch || (bias.defined() && bias.size(0) > 1))
        return m_output(attend(qkv[0], qkv[1], qkv[2], m_heads, scale, bias));
    std::vector<torch::Tensor> parts;
    for (std::int64_t at = 0; at < batch; at += step) {
        const auto count = std::min(step, batch - at);
        parts.push_back(attend(qkv[0].narrow(0, at, count), qkv[1].narrow(0, at, count),
                               qkv[2].narrow(0, at, count), m_heads, scale, bias));
    }
    return m_output(torch::cat(parts));
}

torch::Tensor ClipLayerImpl::forward(const torch::Tensor& x, const torch::Tensor& bias) {
    const torch::Tensor mixed = x + attention(m_norm1(x), bias);
    return mixed + m_down(activate(m_activation, m_up(m_norm2(mixed))));
}

ClipEncoderImpl::ClipEncoderImpl(const ClipEncoderOptions& o) {
    const auto list = register_module("layers", std::make_shared<torch::nn::Module>("layers"));
    for (std::int64_t i = 0; i < o.layers; ++i)
        m_layers.push_back(list->register_module(std::to_string(i), ClipLayer(o)));
}

torch::Tensor ClipEncoderImpl::forward(torch::Tensor x, const torch::Tensor& bias, std::int64_t layers) {
    const auto all = static_cast<std::int64_t>(m_layers.size());
    const auto count = layers < 0 ? all + 1 + layers : layers;
    if (count < 0 || count > all)
        throw Error("there is no hidden layer " + std::to_string(layers),
                    "the vision tower has " + std::to_string(all) + " layers");
    for (std::int64_t i = 0; i < count; ++i) x = m_layers[static_cast<std::size_t>(i)](x, bias);
    return x;
}

}  // namespace attune
