#include "model/siglip_vision.h"

#include <cmath>

#include "model/patches.h"
#include "model/vision_tower_options.h"

namespace attune {

double SiglipVisionOptions::parameters() const {
    return encoder.parameters() +
           static_cast<double>(encoder.hiddenSize) * static_cast<double>(grid() * grid() + channels * patchSize * patchSize);
}

SiglipVisionOptions siglipVisionOptionsFromJson(const Json& config, const SiglipVisionOptions& defaults) {
    auto o = visionTowerFromJson(config, defaults);
    o.head = optional(config, "vision_use_head", o.head);
    return o;
}

Json toJson(const SiglipVisionOptions& o, const std::string& modelType) {
    Json json = visionTowerToJson(o, modelType);
    if (modelType == "siglip_vision_model" && !o.head) json["vision_use_head"] = false;
    return json;
}

SiglipHeadImpl::SiglipHeadImpl(const ClipEncoderOptions& o)
    : m_heads(o.heads), m_activation(activationFromName(o.activation)) {
    const auto width = o.hiddenSize;
    m_probe = register_parameter("probe", torch::zeros({1, 1, width}));
    const auto attention = submodule(*this, "attention");
    m_inWeight = attention->register_parameter("in_proj_weight", unallocated({3 * width, width}));
    m_inBias = attention->register_parameter("in_proj_bias", torch::zeros({3 * width}));
    m_output = attention->register_module("out_proj", Linear(width, width));
    m_norm = register_module("layernorm", layerNorm(o.hiddenSize, o.layerNormEps));
    const auto mlp = submodule(*this, "mlp");
    m_up = mlp->register_module("fc1", Linear(width, o.intermediateSize));
    m_down = mlp->register_module("fc2", Linear(o.intermediateSize, width));
}

torch::Tensor SiglipHeadImpl::forward(const torch::Tensor& states) {
    const auto width = states.size(2);
    const torch::Tensor probe = m_probe.expand({states.size(0), 1, -1});  // (B, 1, D)
    const torch::Tensor query =
        torch::linear(probe, m_inWeight.narrow(0, 0, width), m_inBias.narrow(0, 0, width));
    const auto both = torch::linear(states, m_inWeight.narrow(0, width, 2 * width), m_inBias.narrow(0, width, 2 * width))
                          .chunk(2, -1);  // 2 x (B, P, D)
    const double scale = 1 / std::sqrt(static_cast<double>(width / m_heads));
    const torch::Tensor x = m_output(attend(query, both[0], both[1], m_heads, scale));  // (B, 1, D)
    return (x + m_down(activate(m_activation, m_up(m_norm(x))))).squeeze(1);            // (B, D)
}

SiglipVisionImpl::SiglipVisionImpl(const SiglipVisionOptions& o) : options(o) {
    const auto width = o.encoder.hiddenSize;
    const auto embeddings = submodule(*this, "embeddings");
    const auto patch = submodule(*embeddings, "patch_embedding");
    m_patchWeight =
        patch->register_parameter("weight", unallocated({width, o.channels, o.patchSize, o.patchSize}));
    m_patchBias = patch->register_parameter("bias", torch::zeros({width}));
    m_positions = submodule(*embeddings, "position_embedding")
                      ->register_parameter("weight", unallocated({o.grid() * o.grid(), width}));
    m_encoder = register_module("encoder", ClipEncoder(o.encoder));
    m_norm = register_module("post_layernorm", layerNorm(o.encoder.hiddenSize, o.encoder.layerNormEps));
    if (o.head) m_head = register_module("head", SiglipHead(o.encoder));
}

torch::Tensor SiglipVisionImpl::forward(const torch::Tensor& pixels) {
    checkPixels(pixels, options.channels, options.imageSize, options.imageSize);
    return encode(embedPatches(pixels, m_patchWeight, m_patchBias) + m_positions, {});
}

torch::Tensor SiglipVisionImpl::forwardPatches(const torch::Tensor& pixels, const torch::Tensor& patches) {
    const auto rows = pixels.size(2) / options.patchSize, columns = pixels.size(3) / options.patchSize;
    if (rows > options.grid() || columns > options.grid() || rows < 1 || columns < 1)
        throw Error("the images do not fit the captioner",
                    "it takes at most " + std::to_string(options.imageSize) + " x " +
                        std::to_string(options.imageSize) + " pixels");
    const bool whole = !patches.defined() || patches.all().item<bool>();
    const torch::Tensor shown =
        whole ? torch::ones({pixels.size(0), rows, columns}, torch::dtype(torch::kBool).device(pixels.device()))
              : patches;
    const torch::Tensor x = embedPatches(pixels, m_patchWeight, m_patchBias) +
                            torch::embedding(m_positions, spreadPositions(shown, options.grid()));  // (B, h*w, D)
    if (whole) return encode(x, {});
    const torch::Tensor bias = torch::zeros({pixels.size(0), 1, rows * columns}, x.options().requires_grad(false))
                                   .masked_fill(shown.flatten(1).logical_not().unsqueeze(1),
                                                forbiddenScore(x.scalar_type()));  // (B, 1, S)
    return encode(x, bias.repeat_interleave(options.encoder.heads, 0));
}

torch::Tensor SiglipVisionImpl::encode(const torch::Tensor& embedded, const torch::Tensor& bias) {
    return m_norm(m_encoder(embedded, bias));
}

torch::Tensor SiglipVisionImpl::pool(const torch::Tensor& states) {
    if (!m_head) throw Error("this vision tower has no pooled output");
    return m_head(states);
}

torch::Tensor spreadPositions(const torch::Tensor& patches, std::int64_t grid) {
    const auto spread = [&](std::int64_t side, const torch::Tensor& shown) {
        const torch::Tensor index = torch::arange(side, torch::dtype(torch::kInt64).device(patches.device()));
        const torch::Tensor count = shown.sum(1, true).clamp_min(1);             // (B, 1)
        return (index * grid).unsqueeze(0).floor_divide(count).clamp_max(grid - 1);  // (B, side)
    };
    const torch::Tensor row = spread(patches.size(1), patches.select(2, 0));     // (B, h)
    const torch::Tensor column = spread(patches.size(2), patches.select(1, 0));  // (B, w)
    const torch::Tensor places = row.unsqueeze(2) * grid + column.unsqueeze(1);  // (B, h, w)
    return places.masked_fill(patches.logical_not(), 0).flatten(1);
}

}  // namespace attune
