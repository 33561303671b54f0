#include "model/llava.h"

#include "data/model_family.h"
#include "model/checkpoint.h"
#include "model/config_checks.h"

namespace attune {

namespace {

/// The tower of LLaVA-1.5, which the reference takes where config.json has no vision_config.
ClipVisionOptions largeTower() {
    ClipVisionOptions o;
    o.encoder.hiddenSize = 1024;
    o.encoder.intermediateSize = 4096;
    o.encoder.layers = 24;
    o.encoder.heads = 16;
    o.imageSize = 336;
    o.patchSize = 14;
    return o;
}

}  // namespace

LlavaOptions llavaOptions(const Json& config, const Json& generation) {
    LlavaOptions o;
    const Json vision = optional(config, "vision_config", Json());
    const auto type = optional<std::string>(vision, "model_type", "clip_vision_model");
    if (type != "clip_vision_model")
        throw Error("the vision tower \"" + type.substr(0, 80) + "\" is not supported",
                    "for llava it is \"clip_vision_model\"");
    o.vision = vision.is_object() ? clipVisionOptionsFromJson(vision) : largeTower();
    if (o.vision.channels != 3)
        throw Error("the option num_channels is not 3", "images come in red, green and blue");
    o.text = llamaOptionsFromJson(optional(config, "text_config", Json::object()));
    o.text.tieWordEmbeddings = o.text.tieWordEmbeddings || optional(config, "tie_word_embeddings", false);
    o.chat = chatOptions(config, generation, o.text, {"image_token_index", "image_token_id"}, 32000);

    const Json layers = optional(config, "vision_feature_layer", Json(-2));
    o.featureLayers = layers.is_array() ? required<std::vector<std::int64_t>>(config, "vision_feature_layer")
                                        : std::vector{optional<std::int64_t>(config, "vision_feature_layer", -2)};
    const auto count = o.vision.encoder.layers;
    for (const auto layer : o.featureLayers)
        if (layer > count || layer < -count - 1)
            throw Error("the option vision_feature_layer names the layer " + std::to_string(layer),
                        "the vision tower has " + std::to_string(count));
    if (o.featureLayers.empty()) throw Error("the option vision_feature_layer names no layer");
    const auto strategy = optional<std::string>(config, "vision_feature_select_strategy", "default");
    if (strategy != "default" && strategy != "full")
        throw Error("the option vision_feature_select_strategy is neither default nor full");
    o.keepClassToken = strategy == "full";
    o.projectorActivation = optional<std::string>(config, "projector_hidden_act", "gelu");
    activationFromName(o.projectorActivation);
    o.projectorBias = optional(config, "multimodal_projector_bias", true);
    return o;
}

Llava::Llava(const LlavaOptions& options)
    : ChatCaptioner(options.chat), m_shape(options), m_activation(activationFromName(options.projectorActivation)) {
    m_vision = submodule(*this, "vision_tower")->register_module("vision_model", ClipVision(options.vision));
    const auto projector = submodule(*this, "multi_modal_projector");
    const auto from = options.vision.encoder.hiddenSize * static_cast<std::int64_t>(options.featureLayers.size());
    m_linear1 = projector->register_module("linear_1", Linear(from, options.text.hiddenSize, options.projectorBias));
    m_linear2 = projector->register_module("linear_2",
                                           Linear(options.text.hiddenSize, options.text.hiddenSize, options.projectorBias));
    const auto language = submodule(*this, "language_model");
    m_text = language->register_module("model", LlamaModel(options.text));
    if (!options.text.tieWordEmbeddings)
        m_head = language->register_module("lm_head", Linear(options.text.hiddenSize, options.text.vocabularySize, false));
    eval();
}

std::shared_ptr<Llava> Llava::load(const Checkpoint& given, const Json& config, const Json& generation) {
    const Checkpoint checkpoint = given.renamed(llavaHubKey);
    LlavaOptions options = llavaOptions(config, generation);
    if (!checkpoint.contains("language_model.lm_head.weight") && !saysUntied(config)) options.text.tieWordEmbeddings = true;
    refuseLarger(checkpoint, options.vision.parameters() + options.text.parameters());
    auto model = std::make_shared<Llava>(options);
    loadParameters(*model, checkpoint, [&](const std::string& key) {
        return (options.text.tieWordEmbeddings && key == "language_model.lm_head.weight") ||
               key.ends_with("rotary_emb.inv_freq") || key.ends_with("embeddings.position_ids");
    });
    return model;
}

torch::Tensor Llava::tileStates(const torch::Tensor& pixels) {
    std::vector<torch::Tensor> layers;
    for (const auto layer : m_shape.featureLayers) layers.push_back(m_vision(pixels, layer));
    torch::Tensor x = torch::cat(layers, 2);  // (p, 1 + patches, D_vision * layers)
    if (!m_shape.keepClassToken) x = x.narrow(1, 1, x.size(1) - 1);
    return m_linear2(activate(m_activation, m_linear1(x)));
}

std::shared_ptr<Captioner> Llava::copy() const {
    auto twin = std::make_shared<Llava>(m_shape);
    twin->takeFrom(*this);
    return twin;
}

}  // namespace attune
