#include "model/git.h"

#include <ATen/CPUGeneratorImpl.h>

#include <string_view>

#include "data/key_names.h"
#include "model/checkpoint.h"
#include "model/config_checks.h"

namespace attune {

namespace {

/// Keys of old files that hold no weights, or weights that are tied to others.
bool isIgnorable(const std::string& key, bool tied) {
    const std::string_view name = key;
    return name.ends_with(".position_ids") || (tied && name == "output.weight");
}

/// Files call the network's parts with and without the name of the network, as its bare class saves them, and the vision
/// tower's with and without the name of the wrapper around them.
std::string currentKey(const std::string& given) {
    std::string key = given;
    for (const std::string_view part : {"embeddings.", "encoder.", "image_encoder.", "visual_projection."})
        if (key.starts_with(part)) key.insert(0, "git.");
    return currentBertKey(withPart(key, "git.image_encoder.", "vision_model."));
}

}  // namespace

Git::Git(const GitOptions& options) : BertCaptioner(options.tokens), m_options(options) {
    m_network = register_module("git", GitNetwork(options.text, options.vision));
    const auto& text = options.text;
    if (options.tieWordEmbeddings)
        m_tiedBias = submodule(*this, "output")->register_parameter("bias", torch::zeros({text.vocabularySize}));
    else
        m_output = register_module("output", Linear(text.hiddenSize, text.vocabularySize));
    eval();
}

std::shared_ptr<Git> Git::random(const GitOptions& options, std::uint64_t seed) {
    auto model = std::make_shared<Git>(options);
    torch::Generator generator = at::detail::createCPUGenerator(seed);
    initializeNormal(*model, options.text.initializerRange, generator);
    torch::NoGradGuard noGrad;
    for (auto& item : model->named_parameters())  // a normalisation without the word in its name
        if (item.key() == "git.visual_projection.visual_projection.1.weight") item.value().fill_(1);
    return model;
}

std::shared_ptr<Git> Git::load(const Checkpoint& files, const Json& config, const Json& generation) {
    const GitOptions options = gitOptions(config, generation);
    refuseLarger(files, options.vision.parameters() + options.text.parameters());
    auto model = std::make_shared<Git>(options);
    loadParameters(*model, files.renamed(currentKey),
                   [&](const std::string& key) { return isIgnorable(key, options.tieWordEmbeddings); });
    return model;
}

torch::Tensor Git::project(const torch::Tensor& hidden) {
    return m_output ? m_output(hidden) : torch::linear(hidden, m_network->wordWeight(), m_tiedBias);
}

DecoderOutput Git::decode(const torch::Tensor& tokens, const torch::Tensor& features, const torch::Tensor& mask,
                          bool withAttention) {
    TORCH_CHECK(tokens.size(0) % features.size(0) == 0, "rows of tokens are not a multiple of the images");
    std::vector<torch::Tensor> attention;
    const torch::Tensor hidden = m_network(m_prompt.before(tokens), m_network->picture(features),
                                           m_prompt.beforeMask(mask), withAttention ? &attention : nullptr);
    DecoderOutput out;
    out.hidden = m_prompt.behind(hidden);  // (N, T, D)
    out.logits = project(out.hidden);
    if (!withAttention) return out;
    const torch::Tensor onImage = m_prompt.behind(attention.back());  // (N, T, S), the rest falls on tokens
    out.crossAttention = onImage / onImage.sum(-1, true).clamp_min(1e-12);
    return out;
}

torch::Tensor Git::imageWeights(const torch::Tensor& tokens, const torch::Tensor& features) {
    std::vector<torch::Tensor> attention;
    m_network(tokens, m_network->picture(features), torch::Tensor(), &attention);
    return torch::stack(attention).mean(0);  // (N, T, S)
}

torch::Tensor Git::imageLogits(const torch::Tensor& features) {
    return project(m_network->picture(features, true).last);
}

std::shared_ptr<Captioner> Git::copy() const {
    auto twin = std::make_shared<Git>(m_options);
    twin->takeFrom(*this);
    return twin;
}

GitOptions gitOptions(const Json& config, const Json& generation) {
    GitOptions o;
    const Json vision = optional(config, "vision_config", Json::object());
    if (!vision.is_object()) throw Error("the field \"vision_config\" is not an object");
    ClipVisionOptions defaults;
    defaults.patchSize = 16;
    o.vision = clipVisionOptionsFromJson(vision, defaults);
    if (o.vision.channels != 3)
        throw Error("the option num_channels is not 3", "images come in red, green and blue");
    if (const auto at = config.find("num_image_with_embedding"); at != config.end() && !at->is_null())
        throw Error("the option num_image_with_embedding is not supported", "this is a captioner of films");
    BertOptions text;
    text.positions = 1024;
    text.layers = 6;
    o.text = bertOptionsFromJson(config, text);
    o.tieWordEmbeddings = optional(config, "tie_word_embeddings", false);

    const std::vector<const Json*> places = {&generation, &config};
    const auto ids = [&](const char* key, std::int64_t fallback) {
        const auto found = tokenIds(firstOf(places, key), key, o.text.vocabularySize);
        return found.empty() ? tokenIds(Json(fallback), key, o.text.vocabularySize) : found;
    };
    o.tokens.start = ids("bos_token_id", 101).front();
    o.tokens.end = ids("eos_token_id", 102);
    o.tokens.pad = ids("pad_token_id", 0).front();
    return o;
}

Json Git::generationConfig() const {
    const SpecialTokens& tokens = m_options.tokens;
    Json json{{"_from_model_config", true}, {"bos_token_id", tokens.start}, {"pad_token_id", tokens.pad}};
    json["eos_token_id"] = tokens.end.size() == 1 ? Json(tokens.end.front()) : Json(tokens.end);
    return json;
}

Json Git::config() const {
    Json json = generationConfig();
    json.erase("_from_model_config");
    json["model_type"] = "git";
    json["architectures"] = {"GitForCausalLM"};
    json["position_embedding_type"] = "absolute";
    json["num_image_with_embedding"] = nullptr;
    json["tie_word_embeddings"] = m_options.tieWordEmbeddings;
    addToJson(m_options.text, json);
    json["vision_config"] = toJson(m_options.vision, "git_vision_model");
    return json;
}

}  // namespace attune
