#include "model/blip.h"

#include <ATen/CPUGeneratorImpl.h>

#include <string_view>

#include "model/checkpoint.h"
#include "model/config_checks.h"

namespace attune {

namespace {

constexpr const char* kWords = "text_decoder.bert.embeddings.word_embeddings.weight";
constexpr const char* kOutput = "text_decoder.cls.predictions.decoder.weight";

/// Keys of old files that hold no weights of their own, or weights that are tied to others.
bool isIgnorable(const std::string& key, bool tied) {
    const std::string_view name = key;
    return name.ends_with(".position_ids") || name == "text_decoder.cls.predictions.decoder.bias" ||
           (tied && name == kOutput);
}

/// Tied as the configuration says, unless the file holds another output projection all the same.
bool isTied(const Checkpoint& checkpoint, bool configured) {
    if (!configured || !checkpoint.contains(kOutput) || !checkpoint.contains(kWords)) return configured;
    return checkpoint.same(kOutput, kWords);
}

/// Some files hold the output's bias under its second name alone.
Checkpoint withCurrentKeys(const Checkpoint& checkpoint) {
    const bool other = !checkpoint.contains("text_decoder.cls.predictions.bias");
    return checkpoint.renamed([other](const std::string& key) {
        if (other && key == "text_decoder.cls.predictions.decoder.bias") return std::string("text_decoder.cls.predictions.bias");
        return currentBertKey(key);
    });
}

}  // namespace

Blip::Blip(const BlipOptions& options) : BertCaptioner(options.tokens), m_options(options) {
    m_options.text.crossWidth = options.vision.encoder.hiddenSize;
    m_vision = register_module("vision_model", BlipVision(options.vision));
    m_decoder = register_module("text_decoder", BlipText(m_options.text, options.tieWordEmbeddings));
    eval();
}

std::shared_ptr<Blip> Blip::random(const BlipOptions& options, std::uint64_t seed) {
    auto model = std::make_shared<Blip>(options);
    torch::Generator generator = at::detail::createCPUGenerator(seed);
    initializeNormal(*model, options.text.initializerRange, generator);
    return model;
}

std::shared_ptr<Blip> Blip::load(const Checkpoint& files, const Json& config) {
    BlipOptions options = blipOptions(config);
    refuseLarger(files, options.vision.parameters() + options.text.parameters());
    const Checkpoint checkpoint = withCurrentKeys(files);
    options.tieWordEmbeddings = isTied(checkpoint, options.tieWordEmbeddings);
    auto model = std::make_shared<Blip>(options);
    loadParameters(*model, checkpoint,
                   [&](const std::string& key) { return isIgnorable(key, options.tieWordEmbeddings); });
    return model;
}

DecoderOutput Blip::decode(const torch::Tensor& tokens, const torch::Tensor& features, const torch::Tensor& mask,
                           bool withAttention) {
    TORCH_CHECK(tokens.size(0) % features.size(0) == 0, "rows of tokens are not a multiple of the images");
    torch::Tensor attention;
    const torch::Tensor hidden = m_decoder(m_prompt.before(tokens), features, m_prompt.beforeMask(mask),
                                           withAttention ? &attention : nullptr);
    DecoderOutput out;
    out.hidden = m_prompt.behind(hidden);  // (N, T, D)
    out.logits = m_decoder->project(out.hidden);
    out.crossAttention = m_prompt.behind(attention);
    return out;
}

std::shared_ptr<Captioner> Blip::copy() const {
    auto twin = std::make_shared<Blip>(m_options);
    twin->takeFrom(*this);
    return twin;
}

BlipOptions blipOptions(const Json& config) {
    const auto part = [&](const char* key) {
        const Json section = optional(config, key, Json::object());
        if (!section.is_object()) throw Error(std::string("the field \"") + key + "\" is not an object");
        return section;
    };
    BlipOptions o;
    const Json text = part("text_config");
    o.vision = clipVisionOptionsFromJson(part("vision_config"), o.vision);
    if (o.vision.channels != 3)
        throw Error("the option num_channels is not 3", "images come in red, green and blue");
    // Those of the reference class, eight heads included: the checkpoints that have twelve say so.
    BertOptions defaults;
    defaults.vocabularySize = 30524;
    defaults.heads = 8;
    o.text = bertOptionsFromJson(text, defaults);
    o.text.crossWidth = o.vision.encoder.hiddenSize;
    o.tieWordEmbeddings = optional(text, "tie_word_embeddings", true);
    o.labelSmoothing = optional(text, "label_smoothing", 0.0);
    const auto id = [&](const char* key, std::int64_t fallback) {
        return tokenIds(optional(text, key, fallback), key, o.text.vocabularySize).front();
    };
    o.tokens.start = id("bos_token_id", 30522);
    o.tokens.pad = id("pad_token_id", 0);
    o.tokens.end = {id("sep_token_id", 102)};
    return o;
}

Json Blip::generationConfig() const {
    const SpecialTokens& tokens = m_options.tokens;
    return {{"_from_model_config", true},
            {"bos_token_id", tokens.start},
            {"eos_token_id", tokens.end.front()},
            {"pad_token_id", tokens.pad}};
}

Json Blip::config() const {
    const SpecialTokens& tokens = m_options.tokens;
    Json text{{"model_type", "blip_text_model"},
              {"is_decoder", true},
              {"encoder_hidden_size", m_options.text.crossWidth},
              {"bos_token_id", tokens.start},
              {"sep_token_id", tokens.end.front()},
              {"pad_token_id", tokens.pad},
              {"label_smoothing", m_options.labelSmoothing},
              {"tie_word_embeddings", m_options.tieWordEmbeddings}};
    addToJson(m_options.text, text);
    return {{"model_type", "blip"},
            {"architectures", {"BlipForConditionalGeneration"}},
            {"text_config", std::move(text)},
            {"vision_config", toJson(m_options.vision, "blip_vision_model")}};
}

}  // namespace attune
