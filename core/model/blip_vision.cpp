#include "model/blip_vision.h"

#include "model/patches.h"

namespace attune {

ClipVisionOptions blipVisionDefaults() {
    ClipVisionOptions o;
    o.encoder.activation = "gelu";
    o.imageSize = 384;
    o.patchSize = 16;
    o.initializerRange = 1e-10;
    return o;
}

BlipVisionLayerImpl::BlipVisionLayerImpl(const ClipEncoderOptions& o)
    : m_heads(o.heads), m_activation(activationFromName(o.activation)) {
    const auto attention = submodule(*this, "self_attn");
    m_qkv = attention->register_module("qkv", Linear(o.hiddenSize, 3 * o.hiddenSize));
    m_output = attention->register_module("projection", Linear(o.hiddenSize, o.hiddenSize));
    m_norm1 = register_module("layer_norm1", layerNorm(o.hiddenSize, o.layerNormEps));
    const auto mlp = submodule(*this, "mlp");
    m_up = mlp->register_module("fc1", Linear(o.hiddenSize, o.intermediateSize));
    m_down = mlp->register_module("fc2", Linear(o.intermediateSize, o.hiddenSize));
    m_norm2 = register_module("layer_norm2", layerNorm(o.hiddenSize, o.layerNormEps));
}

torch::Tensor BlipVisionLayerImpl::forward(const torch::Tensor& x) {
    const torch::Tensor mixed = x + m_output(attendInPasses(m_qkv(m_norm1(x)), m_heads));
    return mixed + m_down(activate(m_activation, m_up(m_norm2(mixed))));
}

BlipVisionImpl::BlipVisionImpl(const ClipVisionOptions& o) : options(o) {
    const auto width = o.encoder.hiddenSize;
    const auto embeddings = submodule(*this, "embeddings");
    m_classToken = embeddings->register_parameter("class_embedding", torch::zeros({1, 1, width}));
    m_positions = embeddings->register_parameter("position_embedding", unallocated({1, 1 + o.patches(), width}));
    const auto patch = submodule(*embeddings, "patch_embedding");
    m_patchWeight = patch->register_parameter("weight", unallocated({width, o.channels, o.patchSize, o.patchSize}));
    m_patchBias = patch->register_parameter("bias", torch::zeros({width}));
    const auto list = submodule(*submodule(*this, "encoder"), "layers");
    for (std::int64_t i = 0; i < o.encoder.layers; ++i)
        m_layers.push_back(list->register_module(std::to_string(i), BlipVisionLayer(o.encoder)));
    m_norm = register_module("post_layernorm", layerNorm(o.encoder.hiddenSize, o.encoder.layerNormEps));
}

torch::Tensor BlipVisionImpl::forward(const torch::Tensor& pixels) {
    checkPixels(pixels, options.channels, options.imageSize, options.imageSize);
    const torch::Tensor patches = embedPatches(pixels, m_patchWeight, m_patchBias);
    const torch::Tensor classTokens = m_classToken.expand({pixels.size(0), 1, -1}).to(patches.scalar_type());
    torch::Tensor x = torch::cat({classTokens, patches}, 1) + m_positions;  // (B, 1 + P, D)
    for (BlipVisionLayer& layer : m_layers) x = layer(x);
    return m_norm(x);
}

}  // namespace attune
