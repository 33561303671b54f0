#include "model/clip_vision.h"

#include "model/patches.h"
#include "model/vision_tower_options.h"

namespace attune {

double ClipVisionOptions::parameters() const {
    const auto& e = encoder;
    const double d = static_cast<double>(e.hiddenSize);
    return static_cast<double>(e.layers) * d * (4 * d + 2.0 * static_cast<double>(e.intermediateSize)) +
           d * static_cast<double>(patches() + channels * patchSize * patchSize);
}

ClipVisionOptions clipVisionOptionsFromJson(const Json& config, const ClipVisionOptions& defaults) {
    return visionTowerFromJson(config, defaults);
}

Json toJson(const ClipVisionOptions& o, const std::string& modelType) { return visionTowerToJson(o, modelType); }

ClipVisionImpl::ClipVisionImpl(const ClipVisionOptions& o) : options(o) {
    const auto width = o.encoder.hiddenSize;
    const auto embeddings = submodule(*this, "embeddings");
    m_classToken = embeddings->register_parameter("class_embedding", torch::zeros({width}));
    m_patchWeight = submodule(*embeddings, "patch_embedding")
                        ->register_parameter("weight", unallocated({width, o.channels, o.patchSize, o.patchSize}));
    m_positions = submodule(*embeddings, "position_embedding")
                      ->register_parameter("weight", unallocated({1 + o.patches(), width}));
    m_preNorm = register_module("pre_layrnorm", layerNorm(o.encoder.hiddenSize, o.encoder.layerNormEps));
    m_encoder = register_module("encoder", ClipEncoder(o.encoder));
    m_postNorm = register_module("post_layernorm", layerNorm(o.encoder.hiddenSize, o.encoder.layerNormEps));
}

torch::Tensor ClipVisionImpl::forward(const torch::Tensor& pixels, std::int64_t layers) {
    checkPixels(pixels, options.channels, options.imageSize, options.imageSize);
    const torch::Tensor patches = embedPatches(pixels, m_patchWeight, {});
    const torch::Tensor classTokens = m_classToken.expand({pixels.size(0), 1, -1}).to(patches.scalar_type());
    const torch::Tensor x = torch::cat({classTokens, patches}, 1) + m_positions;  // (B, 1 + P, D)
    return m_encoder(m_preNorm(x), torch::Tensor(), layers);
}

}  // namespace attune
