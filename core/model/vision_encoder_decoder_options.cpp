#include "model/config_checks.h"
#include "model/vision_encoder_decoder.h"

namespace attune {

namespace {

Json section(const Json& config, const char* key, const char* modelType) {
    const Json part = required<Json>(config, key);
    if (!part.is_object()) throw Error(std::string("the field \"") + key + "\" is not an object");
    const auto type = required<std::string>(part, "model_type");
    if (type != modelType)
        throw Error(std::string("the ") + key + " \"" + type + "\" is not supported",
                    std::string("for vision-encoder-decoder it is \"") + modelType + '"');
    return part;
}

/// The ids that GPT-2's configuration class has where a file leaves them out, or captions would have no end.
void addDefaultTokens(Json& decoder, std::int64_t vocabulary) {
    constexpr std::int64_t kEndOfText = 50256;
    if (vocabulary <= kEndOfText) return;
    for (const char* key : {"bos_token_id", "eos_token_id"})
        if (!decoder.contains(key)) decoder[key] = kEndOfText;
}

}  // namespace

VisionEncoderDecoderOptions visionEncoderDecoderOptions(const Json& config, const Json& generation) {
    VisionEncoderDecoderOptions o;
    const Json encoder = section(config, "encoder", "vit");
    Json decoder = section(config, "decoder", "gpt2");
    o.encoder = vitOptionsFromJson(encoder);
    o.decoder = gpt2OptionsFromJson(decoder);
    addDefaultTokens(decoder, o.decoder.vocabularySize);
    if (o.encoder.channels != 3)
        throw Error("the option num_channels is not 3", "images come in red, green and blue");
    if (decoder.contains("cross_attention_hidden_size") && !decoder["cross_attention_hidden_size"].is_null())
        throw Error("the option cross_attention_hidden_size is not supported");

    // The generation configuration rules; older folders have none and keep the ids in either part of
    // config.json.
    const std::vector<const Json*> places = {&generation, &config, &decoder};
    const auto first = [&](const char* key) {
        const auto ids = tokenIds(firstOf(places, key), key, o.decoder.vocabularySize);
        return ids.empty() ? std::int64_t{-1} : ids.front();
    };
    o.tokens.end = tokenIds(firstOf(places, "eos_token_id"), "eos_token_id", o.decoder.vocabularySize);
    o.tokens.start = first("decoder_start_token_id");
    if (o.tokens.start < 0) o.tokens.start = first("bos_token_id");
    o.tokens.pad = first("pad_token_id");
    if (o.tokens.pad < 0 && !o.tokens.end.empty()) o.tokens.pad = o.tokens.end.front();
    if (o.tokens.start < 0)
        throw Error("the captioner does not say with which token a caption starts",
                    "decoder_start_token_id and bos_token_id are missing");
    return o;
}

Json VisionEncoderDecoder::generationConfig() const {
    Json json = {{"_from_model_config", true},
                 {"bos_token_id", m_options.tokens.start},
                 {"decoder_start_token_id", m_options.tokens.start}};
    if (m_options.tokens.pad >= 0) json["pad_token_id"] = m_options.tokens.pad;
    if (m_options.tokens.end.size() == 1) json["eos_token_id"] = m_options.tokens.end.front();
    if (m_options.tokens.end.size() > 1) json["eos_token_id"] = m_options.tokens.end;
    return json;
}

Json VisionEncoderDecoder::config() const {
    Json json = generationConfig();
    json.erase("_from_model_config");
    Json decoder = toJson(m_options.decoder);
    for (const char* key : {"bos_token_id", "eos_token_id", "pad_token_id"})
        if (json.contains(key)) decoder[key] = json[key];
    json["model_type"] = "vision-encoder-decoder";
    json["architectures"] = {"VisionEncoderDecoderModel"};
    json["is_encoder_decoder"] = true;
    json["tie_word_embeddings"] = m_options.decoder.tieWordEmbeddings;
    json["encoder"] = toJson(m_options.encoder);
    json["decoder"] = std::move(decoder);
    return json;
}

}  // namespace attune
