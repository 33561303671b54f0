#include "model/clip_encoder.h"

#include "model/layer_options.h"

namespace attune {

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
    const auto attention = submodule(*this, "self_attn");
    m_key = attention->register_module("k_proj", Linear(o.hiddenSize, o.hiddenSize));
    m_value = attention->register_module("v_proj", Linear(o.hiddenSize, o.hiddenSize));
    m_query = attention->register_module("q_proj", Linear(o.hiddenSize, o.hiddenSize));
    m_output = attention->register_module("out_proj", Linear(o.hiddenSize, o.hiddenSize));
    m_norm1 = register_module("layer_norm1", layerNorm(o.hiddenSize, o.layerNormEps));
    const auto mlp = submodule(*this, "mlp");
    m_up = mlp->register_module("fc1", Linear(o.hiddenSize, o.intermediateSize));
    m_down = mlp->register_module("fc2", Linear(o.intermediateSize, o.hiddenSize));
    m_norm2 = register_module("layer_norm2", layerNorm(o.hiddenSize, o.layerNormEps));
}

torch::Tensor ClipLayerImpl::forward(const torch::Tensor& x, const torch::Tensor& bias) {
    const torch::Tensor mixed =
        x + m_output(attendInPasses(fusedLinear(m_norm1(x), {m_query, m_key, m_value}), m_heads, bias));
    return mixed + m_down(activate(m_activation, m_up(m_norm2(mixed))));
}

ClipEncoderImpl::ClipEncoderImpl(const ClipEncoderOptions& o) {
    const auto list = submodule(*this, "layers");
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
