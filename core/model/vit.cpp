#include "model/vit.h"

#include <cmath>

#include "model/config_checks.h"
#include "model/layer_options.h"
#include "model/patches.h"

namespace attune {

VitSelfAttentionImpl::VitSelfAttentionImpl(const VitOptions& o) : m_heads(o.heads) {
    const auto inner = submodule(*this, "attention");
    m_query = inner->register_module("query", Linear(o.hiddenSize, o.hiddenSize, o.qkvBias));
    m_key = inner->register_module("key", Linear(o.hiddenSize, o.hiddenSize, o.qkvBias));
    m_value = inner->register_module("value", Linear(o.hiddenSize, o.hiddenSize, o.qkvBias));
    m_output = submodule(*this, "output")->register_module("dense", Linear(o.hiddenSize, o.hiddenSize));
}

torch::Tensor VitSelfAttentionImpl::forward(const torch::Tensor& x) {
    const auto qkv = fusedLinear(x, {m_query, m_key, m_value}).chunk(3, -1);  // 3 x (B, S, D)
    const double scale = 1 / std::sqrt(static_cast<double>(x.size(-1) / m_heads));
    return m_output(attend(qkv[0], qkv[1], qkv[2], m_heads, scale));
}

VitLayerImpl::VitLayerImpl(const VitOptions& o) : m_activation(activationFromName(o.activation)) {
    m_attention = register_module("attention", VitSelfAttention(o));
    m_up = submodule(*this, "intermediate")->register_module("dense", Linear(o.hiddenSize, o.intermediateSize));
    m_down = submodule(*this, "output")->register_module("dense", Linear(o.intermediateSize, o.hiddenSize));
    m_before = register_module("layernorm_before", layerNorm(o.hiddenSize, o.layerNormEps));
    m_after = register_module("layernorm_after", layerNorm(o.hiddenSize, o.layerNormEps));
}

torch::Tensor VitLayerImpl::forward(const torch::Tensor& x) {
    const torch::Tensor mixed = x + m_attention(m_before(x));
    return mixed + m_down(activate(m_activation, m_up(m_after(mixed))));
}

VitImpl::VitImpl(const VitOptions& o) : options(o) {
    const auto embeddings = submodule(*this, "embeddings");
    m_classToken = embeddings->register_parameter("cls_token", torch::zeros({1, 1, o.hiddenSize}));
    m_positions = embeddings->register_parameter("position_embeddings",
                                                 torch::zeros({1, 1 + o.patches(), o.hiddenSize}));
    const auto projection = submodule(*submodule(*embeddings, "patch_embeddings"), "projection");
    m_patchWeight = projection->register_parameter(
        "weight", torch::zeros({o.hiddenSize, o.channels, o.patchHeight, o.patchWidth}));
    m_patchBias = projection->register_parameter("bias", torch::zeros({o.hiddenSize}));

    const auto list = submodule(*submodule(*this, "encoder"), "layer");
    for (std::int64_t i = 0; i < o.layers; ++i)
        m_layers.push_back(list->register_module(std::to_string(i), VitLayer(o)));
    m_norm = register_module("layernorm", layerNorm(o.hiddenSize, o.layerNormEps));
    if (o.pooler) submodule(*this, "pooler")->register_module("dense", Linear(o.hiddenSize, o.hiddenSize));
}

torch::Tensor VitImpl::forward(const torch::Tensor& pixels) {
    checkPixels(pixels, options.channels, options.imageHeight, options.imageWidth);
    const torch::Tensor patches = embedPatches(pixels, m_patchWeight, m_patchBias);
    const torch::Tensor classTokens = m_classToken.expand({pixels.size(0), -1, -1}).to(patches.scalar_type());
    torch::Tensor x = torch::cat({classTokens, patches}, 1) + m_positions;  // (B, S, D)
    for (VitLayer& layer : m_layers) x = layer(x);
    return m_norm(x);
}

VitOptions vitOptionsFromJson(const Json& config) {
    VitOptions o;
    readLayerOptions(config, o);
    std::tie(o.imageHeight, o.imageWidth) = sizeOption(config, "image_size", o.imageHeight);
    std::tie(o.patchHeight, o.patchWidth) = sizeOption(config, "patch_size", o.patchHeight);
    o.channels = optional(config, "num_channels", o.channels);
    o.qkvBias = optional(config, "qkv_bias", o.qkvBias);
    o.initializerRange = optional(config, "initializer_range", o.initializerRange);

    checkSize("patch_size", std::max(o.patchHeight, o.patchWidth), 1 << 12);
    checkSize("patch_size", std::min(o.patchHeight, o.patchWidth), 1 << 12);
    checkSize("image_size", std::max(o.imageHeight, o.imageWidth), 1 << 14);
    checkSize("num_channels", o.channels, 16);
    if (o.imageHeight < o.patchHeight || o.imageWidth < o.patchWidth || o.imageHeight % o.patchHeight != 0 ||
        o.imageWidth % o.patchWidth != 0)
        throw Error("the option image_size is not a multiple of patch_size");
    return o;
}

Json toJson(const VitOptions& o) {
    const auto size = [](std::int64_t height, std::int64_t width) {
        return height == width ? Json(height) : Json{height, width};
    };
    Json json{{"model_type", "vit"},
              {"image_size", size(o.imageHeight, o.imageWidth)},
              {"patch_size", size(o.patchHeight, o.patchWidth)},
              {"num_channels", o.channels},
              {"qkv_bias", o.qkvBias},
              {"initializer_range", o.initializerRange},
              {"hidden_dropout_prob", 0.0},
              {"attention_probs_dropout_prob", 0.0}};
    addLayerOptions(o, json);
    return json;
}

}  // namespace attune
