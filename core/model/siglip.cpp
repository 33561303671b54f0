#include "model/siglip.h"

#include "data/error.h"
#include "data/key_names.h"
#include "model/checkpoint.h"
#include "model/config_checks.h"

namespace attune {

SiglipOptions siglipOptionsFromJson(const Json& config) {
    SiglipOptions o;
    o.vision = siglipVisionOptionsFromJson(optional(config, "vision_config", Json::object()));
    const Json text = optional(config, "text_config", Json::object());
    ClipTextOptions defaults;
    defaults.encoder = SiglipVisionOptions{}.encoder;
    defaults.vocabularySize = 32000;
    defaults.positions = 64;
    o.text = clipTextOptionsFromJson(text, defaults);
    o.projection = optional(text, "projection_size", o.text.encoder.hiddenSize);
    o.pad = optional(text, "pad_token_id", o.pad);
    checkSize("projection_size", o.projection, 1 << 16);
    if (!o.vision.head) throw Error("the option vision_use_head is false", "without a head there is no image embedding");
    if (o.projection != o.vision.encoder.hiddenSize)
        throw Error("the option projection_size is not the hidden_size of the vision tower",
                    "images and texts would lie in different spaces");
    return o;
}

Siglip::Siglip(const SiglipOptions& o, Json config) : m_options(o), m_config(std::move(config)) {
    m_rules = {.length = o.text.positions, .pad = o.pad, .end = o.endToken, .toFullLength = true};
    m_text = register_module("text_model", ClipText(o.text));
    m_textHead = m_text->register_module("head", Linear(o.text.encoder.hiddenSize, o.projection));
    m_vision = register_module("vision_model", SiglipVision(o.vision));
    m_logitScale = register_parameter("logit_scale", torch::zeros({1}));
    m_logitBias = register_parameter("logit_bias", torch::zeros({1}));
    eval();
}

std::shared_ptr<Siglip> Siglip::load(const Checkpoint& checkpoint, const Json& config) {
    const SiglipOptions options = siglipOptionsFromJson(config);
    refuseLarger(checkpoint, options.vision.parameters() + options.text.parameters());
    auto model = std::make_shared<Siglip>(options, config);
    // Files of networks that hold this one among others put its name in front.
    loadParameters(*model, checkpoint.renamed([](const std::string& key) { return withoutPrefix(key, "siglip."); }),
                   [](const std::string& key) { return key.ends_with(".position_ids"); });
    return model;
}

torch::Tensor Siglip::textFeatures(const TextBatch& texts) {
    return m_textHead(textStates(texts).select(1, -1));  // the last position, padding or not
}

torch::Tensor Siglip::logits(const torch::Tensor& images, const torch::Tensor& texts) const {
    return images.matmul(texts.t()) * m_logitScale.exp() + m_logitBias;
}

torch::Tensor Siglip::contrastiveLoss(const torch::Tensor& logits) const {
    const torch::Tensor sign = 2 * torch::eye(logits.size(0), logits.options()) - 1;
    return -torch::log_sigmoid(sign * logits).sum(0).mean();
}

}  // namespace attune
