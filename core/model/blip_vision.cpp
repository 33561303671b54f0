#include "model/blip_vision.h"

#include <algorithm>
#include <cmath>

#include "model/patches.h"

namespace attune {

namespace {

/// Scores of one pass at most, lest a batch of large pictures takes gigabytes.
constexpr std::int64_t kScoresPerPass = std::int64_t{1} << 26;

torch::nn::LayerNorm makeNorm(const ClipEncoderOptions& o) {
    return torch::nn::LayerNorm(torch::nn::LayerNormOptions({o.hiddenSize}).eps(o.layerNormEps));
}

std::shared_ptr<torch::nn::Module> folder(torch::nn::Module& parent, const std::string& name) {
    return parent.register_module(name, std::make_shared<torch::nn::Module>(name));
}

}  // namespace

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
    const auto attention = folder(*this, "self_attn");
    m_qkv = attention->register_module("qkv", Linear(o.hiddenSize, 3 * o.hiddenSize));
    m_output = attention->register_module("projection", Linear(o.hiddenSize, o.hiddenSize));
    m_norm1 = register_module("layer_norm1", makeNorm(o));
    const auto mlp = folder(*this, "mlp");
    m_up = mlp->register_module("fc1", Linear(o.hiddenSize, o.intermediateSize));
    m_down = mlp->register_module("fc2", Linear(o.intermediateSize, o.hiddenSize));
    m_norm2 = register_module("layer_norm2", makeNorm(o));
}

torch::Tensor BlipVisionLayerImpl::forward(const torch::Tensor& x) {
    const double scale = 1 / std::sqrt(static_cast<double>(x.size(-1) / m_heads));
    const auto batch = x.size(0), perImage = m_heads * x.size(1) * x.size(1);
    const auto step = std::max<std::int64_t>(1, kScoresPerPass / perImage);
    const torch::Tensor qkv = m_qkv(m_norm1(x));  // (B, S, 3 D)
    std::vector<torch::Tensor> parts;
    for (std::int64_t at = 0; at < batch; at += step) {
        const auto part = qkv.narrow(0, at, std::min(step, batch - at)).chunk(3, -1);  // 3 x (b, S, D)
        parts.push_back(attend(part[0], part[1], part[2], m_heads, scale));
    }
    const torch::Tensor mixed = x + m_output(parts.size() == 1 ? parts.front() : torch::cat(parts));
    return mixed + m_down(activate(m_activation, m_up(m_norm2(mixed))));
}

BlipVisionImpl::BlipVisionImpl(const ClipVisionOptions& o) : options(o) {
    const auto width = o.encoder.hiddenSize;
    const auto embeddings = folder(*this, "embeddings");
    m_classToken = embeddings->register_parameter("class_embedding", torch::zeros({1, 1, width}));
    m_positions = embeddings->register_parameter("position_embedding", unallocated({1, 1 + o.patches(), width}));
    const auto patch = folder(*embeddings, "patch_embedding");
    m_patchWeight = patch->register_parameter("weight", unallocated({width, o.channels, o.patchSize, o.patchSize}));
    m_patchBias = patch->register_parameter("bias", torch::zeros({width}));
    const auto list = folder(*folder(*this, "encoder"), "layers");
    for (std::int64_t i = 0; i < o.encoder.layers; ++i)
        m_layers.push_back(list->register_module(std::to_string(i), BlipVisionLayer(o.encoder)));
    m_norm = register_module("post_layernorm", makeNorm(o.encoder));
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
