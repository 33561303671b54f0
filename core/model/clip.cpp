#include "model/clip.h"

#include "data/error.h"
#include "data/key_names.h"
#include "model/checkpoint.h"
#include "model/config_checks.h"

namespace attune {

namespace {

/// Old configs hold a tower's options twice; the second place is the one that counts.
Json towerConfig(const Json& config, const std::string& name) {
    Json tower = optional(config, name.c_str(), Json::object());
    const Json more = optional(config, (name + "_dict").c_str(), Json());
    if (more.is_object()) tower.update(more);
    return tower;
}

}  // namespace

ClipOptions clipOptionsFromJson(const Json& config) {
    ClipOptions o;
    o.vision = clipVisionOptionsFromJson(towerConfig(config, "vision_config"));
    const Json text = towerConfig(config, "text_config");
    ClipTextOptions defaults;
    defaults.encoder.hiddenSize = 512;
    defaults.encoder.intermediateSize = 2048;
    defaults.encoder.heads = 8;
    o.text = clipTextOptionsFromJson(text, defaults);
    o.projection = optional(config, "projection_dim", o.projection);
    checkSize("projection_dim", o.projection, 1 << 16);
    o.endToken = optional(text, "eos_token_id", o.endToken);
    o.poolsAtLargestId = o.endToken == 2;
    return o;
}

Clip::Clip(const ClipOptions& o, Json config) : m_options(o), m_config(std::move(config)) {
    // The largest id is the end token's: that is what the old rule relies on.
    const auto end = o.poolsAtLargestId ? o.text.vocabularySize - 1 : o.endToken;
    m_rules = {.length = o.text.positions, .pad = end, .end = end};
    m_text = register_module("text_model", ClipText(o.text));
    m_vision = register_module("vision_model", ClipVision(o.vision));
    m_imageProjection =
        register_module("visual_projection", Linear(o.vision.encoder.hiddenSize, o.projection, false));
    m_textProjection = register_module("text_projection", Linear(o.text.encoder.hiddenSize, o.projection, false));
    m_logitScale = register_parameter("logit_scale", torch::zeros({}));
    eval();
}

std::shared_ptr<Clip> Clip::load(const Checkpoint& checkpoint, const Json& config) {
    const ClipOptions options = clipOptionsFromJson(config);
    refuseLarger(checkpoint, options.vision.parameters() + options.text.parameters());
    auto model = std::make_shared<Clip>(options, config);
    // Old files hold the numbers 0, 1, 2, ... of the positions.
    // Files of networks that hold this one among others put its name in front.
    loadParameters(*model, checkpoint.renamed([](const std::string& key) { return withoutPrefix(key, "clip."); }),
                   [](const std::string& key) { return key.ends_with(".position_ids"); });
    return model;
}

torch::Tensor Clip::imageFeatures(const torch::Tensor& pixels) {
    return m_imageProjection(poolVision(visionStates(pixels)));
}

torch::Tensor Clip::textStates(const TextBatch& texts) {
    return m_text(texts.ids, causalBias(texts.ids.size(1), m_options.text.encoder.heads, texts.mask,
                                        m_textProjection->weight.options().requires_grad(false)));
}

torch::Tensor Clip::poolText(const torch::Tensor& states, const torch::Tensor& ids) const {
    const torch::Tensor marked = m_options.poolsAtLargestId ? ids : ids.eq(m_options.endToken).to(torch::kInt64);
    // Of several equal ones, argmax gives no particular one: the first is where nothing but smaller ones stand before.
    const torch::Tensor place = torch::argmax(
        marked.eq(std::get<0>(marked.max(1, true))).to(torch::kInt64) *
            torch::arange(ids.size(1), 0, -1, torch::dtype(torch::kInt64).device(ids.device())),
        1);  // (N)
    return states.gather(1, place.view({-1, 1, 1}).expand({-1, 1, states.size(2)})).squeeze(1);
}

torch::Tensor Clip::textFeatures(const TextBatch& texts) {
    return m_textProjection(poolText(textStates(texts), texts.ids));
}

torch::Tensor Clip::logits(const torch::Tensor& images, const torch::Tensor& texts) const {
    return images.matmul(texts.t()) * m_logitScale.exp();
}

torch::Tensor Clip::contrastiveLoss(const torch::Tensor& logits) const {
    const torch::Tensor own = torch::arange(logits.size(0), torch::dtype(torch::kInt64).device(logits.device()));
    return (torch::nn::functional::cross_entropy(logits, own) +
            torch::nn::functional::cross_entropy(logits.t(), own)) /
           2;
}

}  // namespace attune
