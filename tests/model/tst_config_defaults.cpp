// What config.json leaves out is what the reference's configuration class has: checkpoints are saved without what they share
// with it. The figures are those of transformers, `configuration_*.py` of each family.
#include <torch/torch.h>

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <vector>

#include "data/json.h"
#include "model/blip.h"
#include "model/clip.h"
#include "model/git.h"
#include "model/idefics3.h"
#include "model/llava.h"
#include "model/siglip.h"
#include "model/vision_encoder_decoder.h"

using namespace attune;

namespace {

Json text(const char* json) { return parseJson(json, "the test"); }

Json with(Json base, const char* changes) {
    base.update(text(changes));
    return base;
}

// Options under the names of the reference.

template <class Options>
Json layersOf(const Options& o) {
    return {{"hidden_size", o.hiddenSize},
            {"intermediate_size", o.intermediateSize},
            {"num_hidden_layers", o.layers},
            {"num_attention_heads", o.heads},
            {"hidden_act", o.activation},
            {"layer_norm_eps", o.layerNormEps}};
}

Json found(const VitOptions& o) {
    Json json = layersOf(o);
    json["image_size"] = Json::array({o.imageHeight, o.imageWidth});
    json["patch_size"] = Json::array({o.patchHeight, o.patchWidth});
    json["num_channels"] = o.channels;
    json["qkv_bias"] = o.qkvBias;
    json["initializer_range"] = o.initializerRange;
    return json;
}

Json found(const Gpt2Options& o) {
    return {{"vocab_size", o.vocabularySize},
            {"n_positions", o.positions},
            {"n_embd", o.hiddenSize},
            {"n_layer", o.layers},
            {"n_head", o.heads},
            {"n_inner", o.innerWidth()},
            {"activation_function", o.activation},
            {"layer_norm_epsilon", o.layerNormEps},
            {"scale_attn_weights", o.scaleScores},
            {"scale_attn_by_inverse_layer_idx", o.scaleScoresByLayer},
            {"tie_word_embeddings", o.tieWordEmbeddings},
            {"initializer_range", o.initializerRange}};
}

Json found(const BertOptions& o) {
    Json json = layersOf(o);
    json["vocab_size"] = o.vocabularySize;
    json["max_position_embeddings"] = o.positions;
    json["initializer_range"] = o.initializerRange;
    return json;
}

Json found(const LlamaOptions& o) {
    return {{"vocab_size", o.vocabularySize},
            {"max_position_embeddings", o.positions},
            {"hidden_size", o.hiddenSize},
            {"intermediate_size", o.intermediateSize},
            {"num_hidden_layers", o.layers},
            {"num_attention_heads", o.heads},
            {"num_key_value_heads", o.keyValueHeads},
            {"head_dim", o.headSize},
            {"hidden_act", o.activation},
            {"rms_norm_eps", o.rmsNormEps},
            {"attention_bias", o.attentionBias},
            {"mlp_bias", o.mlpBias},
            {"tie_word_embeddings", o.tieWordEmbeddings},
            {"rope_theta", o.ropeTheta},
            {"rope_type", o.ropeType}};
}

template <class Options>
Json towerOf(const Options& o) {
    Json json = layersOf(o.encoder);
    json["image_size"] = o.imageSize;
    json["patch_size"] = o.patchSize;
    json["num_channels"] = o.channels;
    json["initializer_range"] = o.initializerRange;
    return json;
}

Json found(const ClipVisionOptions& o) { return towerOf(o); }

Json found(const SiglipVisionOptions& o) {
    Json json = towerOf(o);
    json["vision_use_head"] = o.head;
    return json;
}

Json found(const ClipTextOptions& o) {
    Json json = layersOf(o.encoder);
    json["vocab_size"] = o.vocabularySize;
    json["max_position_embeddings"] = o.positions;
    return json;
}

Json found(const SpecialTokens& tokens) { return {{"start", tokens.start}, {"end", tokens.end}, {"pad", tokens.pad}}; }

Json found(const VisionEncoderDecoderOptions& o) {
    return {{"encoder", found(o.encoder)}, {"decoder", found(o.decoder)}, {"tokens", found(o.tokens)}};
}

Json found(const BertCaptionerOptions& o) {
    return {{"vision", found(o.vision)},
            {"text", found(o.text)},
            {"cross_width", o.text.crossWidth},
            {"tie_word_embeddings", o.tieWordEmbeddings},
            {"tokens", found(o.tokens)}};
}

Json found(const BlipOptions& o) {
    Json json = found(static_cast<const BertCaptionerOptions&>(o));
    json["label_smoothing"] = o.labelSmoothing;
    return json;
}

Json found(const LlavaOptions& o) {
    return {{"vision", found(o.vision)},
            {"text", found(o.text)},
            {"end", o.chat.tokens.end},
            {"image_token_index", o.chat.imageToken},
            {"vision_feature_layer", o.featureLayers},
            {"vision_feature_select_strategy", o.keepClassToken ? "full" : "default"},
            {"projector_hidden_act", o.projectorActivation},
            {"multimodal_projector_bias", o.projectorBias}};
}

Json found(const Idefics3Options& o) {
    return {{"vision", found(o.vision)},
            {"text", found(o.text)},
            {"end", o.chat.tokens.end},
            {"image_token_id", o.chat.imageToken},
            {"scale_factor", o.scaleFactor}};
}

Json found(const SiglipOptions& o) {
    return {{"vision", found(o.vision)}, {"text", found(o.text)}, {"projection_size", o.projection}, {"pad_token_id", o.pad}};
}

Json found(const ClipOptions& o) {
    return {{"vision", found(o.vision)}, {"text", found(o.text)}, {"projection_dim", o.projection}, {"eos_token_id", o.endToken}};
}

// The reference's classes.

Json vitConfig() {
    return text(R"({"hidden_size": 768, "intermediate_size": 3072, "num_hidden_layers": 12, "num_attention_heads": 12,
        "hidden_act": "gelu", "layer_norm_eps": 1e-12, "image_size": [224, 224], "patch_size": [16, 16], "num_channels": 3,
        "qkv_bias": true, "initializer_range": 0.02})");
}

Json gpt2Config() {
    return text(R"({"vocab_size": 50257, "n_positions": 1024, "n_embd": 768, "n_layer": 12, "n_head": 12, "n_inner": 3072,
        "activation_function": "gelu_new", "layer_norm_epsilon": 1e-5, "scale_attn_weights": true,
        "scale_attn_by_inverse_layer_idx": false, "tie_word_embeddings": true, "initializer_range": 0.02})");
}

Json blipTextConfig() {
    return text(R"({"vocab_size": 30524, "hidden_size": 768, "intermediate_size": 3072, "num_hidden_layers": 12,
        "num_attention_heads": 8, "max_position_embeddings": 512, "hidden_act": "gelu", "layer_norm_eps": 1e-12,
        "initializer_range": 0.02})");
}

Json blipVisionConfig() {
    return text(R"({"hidden_size": 768, "intermediate_size": 3072, "num_hidden_layers": 12, "num_attention_heads": 12,
        "num_channels": 3, "image_size": 384, "patch_size": 16, "hidden_act": "gelu", "layer_norm_eps": 1e-5,
        "initializer_range": 1e-10})");
}

Json gitConfig() {
    return text(R"({"vocab_size": 30522, "hidden_size": 768, "num_hidden_layers": 6, "num_attention_heads": 12,
        "intermediate_size": 3072, "hidden_act": "gelu", "max_position_embeddings": 1024, "initializer_range": 0.02,
        "layer_norm_eps": 1e-12})");
}

Json clipVisionConfig() {
    return text(R"({"hidden_size": 768, "intermediate_size": 3072, "num_hidden_layers": 12, "num_attention_heads": 12,
        "num_channels": 3, "image_size": 224, "patch_size": 32, "hidden_act": "quick_gelu", "layer_norm_eps": 1e-5,
        "initializer_range": 0.02})");
}

Json clipTextConfig() {
    return text(R"({"vocab_size": 49408, "hidden_size": 512, "intermediate_size": 2048, "num_hidden_layers": 12,
        "num_attention_heads": 8, "max_position_embeddings": 77, "hidden_act": "quick_gelu", "layer_norm_eps": 1e-5})");
}

Json siglipVisionConfig() {
    return text(R"({"hidden_size": 768, "intermediate_size": 3072, "num_hidden_layers": 12, "num_attention_heads": 12,
        "num_channels": 3, "image_size": 224, "patch_size": 16, "hidden_act": "gelu_pytorch_tanh", "layer_norm_eps": 1e-6,
        "initializer_range": 0.02, "vision_use_head": true})");
}

Json siglipTextConfig() {
    return text(R"({"vocab_size": 32000, "hidden_size": 768, "intermediate_size": 3072, "num_hidden_layers": 12,
        "num_attention_heads": 12, "max_position_embeddings": 64, "hidden_act": "gelu_pytorch_tanh", "layer_norm_eps": 1e-6})");
}

/// Idefics3VisionConfig and SmolVLMVisionConfig, whose tower has no head.
Json idefics3VisionConfig() {
    return text(R"({"hidden_size": 1152, "intermediate_size": 3072, "num_hidden_layers": 12, "num_attention_heads": 16,
        "num_channels": 3, "image_size": 224, "patch_size": 32, "hidden_act": "gelu_pytorch_tanh", "layer_norm_eps": 1e-6,
        "initializer_range": 0.02, "vision_use_head": false})");
}

Json llamaConfig() {
    return text(R"({"vocab_size": 32000, "hidden_size": 4096, "intermediate_size": 11008, "num_hidden_layers": 32,
        "num_attention_heads": 32, "num_key_value_heads": 32, "head_dim": 128, "hidden_act": "silu",
        "max_position_embeddings": 2048, "rms_norm_eps": 1e-6, "attention_bias": false, "mlp_bias": false,
        "tie_word_embeddings": false, "rope_theta": 10000.0, "rope_type": "default"})");
}

Json blipConfig() {
    return {{"vision", blipVisionConfig()},
            {"text", blipTextConfig()},
            {"cross_width", 768},
            {"tie_word_embeddings", true},
            {"label_smoothing", 0.0},
            {"tokens", text(R"({"start": 30522, "end": [102], "pad": 0})")}};
}

/// With GitVisionConfig: CLIP's but for the patches.
Json gitWhole() {
    return {{"vision", with(clipVisionConfig(), R"({"patch_size": 16})")},
            {"text", gitConfig()},
            {"cross_width", 0},
            {"tie_word_embeddings", false},
            {"tokens", text(R"({"start": 101, "end": [102], "pad": 0})")}};
}

Json llavaConfig(const Json& vision, const Json& language, std::int64_t imageToken) {
    return {{"vision", vision},
            {"text", language},
            {"end", text("[2]")},
            {"image_token_index", imageToken},
            {"vision_feature_layer", text("[-2]")},
            {"vision_feature_select_strategy", "default"},
            {"projector_hidden_act", "gelu"},
            {"multimodal_projector_bias", true}};
}

Json idefics3Config(const Json& vision, const Json& language, std::int64_t imageToken, std::int64_t scale) {
    return {{"vision", vision}, {"text", language}, {"end", text("[2]")}, {"image_token_id", imageToken}, {"scale_factor", scale}};
}

struct Silent {
    std::string what;
    const char* config;
    std::function<Json(const Json&)> read;
    Json expected;
};

std::vector<Silent> networks() {
    return {{"vit", "{}", [](const Json& c) { return found(vitOptionsFromJson(c)); }, vitConfig()},
            {"gpt2", "{}", [](const Json& c) { return found(gpt2OptionsFromJson(c)); }, gpt2Config()},
            {"llama", "{}", [](const Json& c) { return found(llamaOptionsFromJson(c)); }, llamaConfig()},
            {"fewer heads of llama", R"({"num_attention_heads": 16})",
             [](const Json& c) { return found(llamaOptionsFromJson(c)); },
             with(llamaConfig(), R"({"num_attention_heads": 16, "num_key_value_heads": 16, "head_dim": 256})")},
            {"clip's tower", "{}", [](const Json& c) { return found(clipVisionOptionsFromJson(c)); }, clipVisionConfig()},
            {"siglip's tower", "{}", [](const Json& c) { return found(siglipVisionOptionsFromJson(c)); }, siglipVisionConfig()}};
}

std::vector<Silent> encoders() {
    const auto clip = [](const Json& c) { return found(clipOptionsFromJson(c)); };
    const auto siglip = [](const Json& c) { return found(siglipOptionsFromJson(c)); };
    const Json clipConfig{
        {"vision", clipVisionConfig()}, {"text", clipTextConfig()}, {"projection_dim", 512}, {"eos_token_id", 49407}};
    const Json siglipConfig{
        {"vision", siglipVisionConfig()}, {"text", siglipTextConfig()}, {"projection_size", 768}, {"pad_token_id", 1}};
    const char* empty = R"({"text_config": {}, "vision_config": {}})";
    return {{"clip", "{}", clip, clipConfig},
            {"clip's parts", empty, clip, clipConfig},
            {"siglip", "{}", siglip, siglipConfig},
            {"siglip's parts", empty, siglip, siglipConfig}};
}

/// The defaults of the chat families do not go together: image tokens lie outside the vocabulary, and Idefics3's grid of seven
/// patches cannot be halved. Each row says what it has to.
std::vector<Silent> captioners() {
    const auto both = [](const Json& c) { return found(visionEncoderDecoderOptions(c, Json())); };
    const auto blip = [](const Json& c) { return found(blipOptions(c)); };
    const auto git = [](const Json& c) { return found(gitOptions(c, Json())); };
    const auto llava = [](const Json& c) { return found(llavaOptions(c, Json())); };
    const auto idefics3 = [](const Json& c) { return found(idefics3Options(c, Json())); };
    const Json encoderDecoder{
        {"encoder", vitConfig()}, {"decoder", gpt2Config()}, {"tokens", text(R"({"start": 50256, "end": [50256], "pad": 50256})")}};
    const Json largeTower = with(clipVisionConfig(), R"({"hidden_size": 1024, "intermediate_size": 4096, "num_hidden_layers": 24,
        "num_attention_heads": 16, "image_size": 336, "patch_size": 14})");
    return {
        {"vision-encoder-decoder", R"({"encoder": {"model_type": "vit"}, "decoder": {"model_type": "gpt2"}})", both,
         encoderDecoder},
        {"blip", "{}", blip, blipConfig()},
        {"blip's parts", R"({"text_config": {}, "vision_config": {}})", blip, blipConfig()},
        {"git", "{}", git, gitWhole()},
        {"git's tower", R"({"vision_config": {}})", git, gitWhole()},
        {"llava", R"({"image_token_index": 7})", llava, llavaConfig(largeTower, llamaConfig(), 7)},
        {"llava's parts", R"({"vision_config": {}, "text_config": {"vocab_size": 32001}})", llava,
         llavaConfig(clipVisionConfig(), with(llamaConfig(), R"({"vocab_size": 32001})"), 32000)},
        {"idefics3", R"({"image_token_id": 7, "scale_factor": 7})", idefics3,
         idefics3Config(idefics3VisionConfig(), with(llamaConfig(), R"({"rms_norm_eps": 1e-5})"), 7, 7)},
        {"idefics3's parts", R"({"vision_config": {"patch_size": 28}, "text_config": {"vocab_size": 128258}})", idefics3,
         idefics3Config(with(idefics3VisionConfig(), R"({"patch_size": 28})"), with(llamaConfig(), R"({"vocab_size": 128258})"),
                        128257, 2)}};
}

void check(const std::vector<Silent>& table) {
    for (const Silent& row : table) {
        const Json read = row.read(text(row.config));
        const bool same = read == row.expected;
        const std::string changes = dumpJson(Json::diff(row.expected, read));
        CHECK_MESSAGE(same, row.what << ": " << changes);
    }
}

}  // namespace

TEST_CASE("what a network's config leaves out is what its reference class has") { check(networks()); }

TEST_CASE("what an encoder's config leaves out is what its reference class has") { check(encoders()); }

TEST_CASE("what a captioner's config leaves out is what its reference class has") { check(captioners()); }

TEST_CASE("the end of GPT-2's texts is taken for granted only where a vocabulary holds it") {
    const auto tokens = [](const char* decoder) {
        const Json config{{"encoder", text(R"({"model_type": "vit"})")},
                          {"decoder", with(text(R"({"model_type": "gpt2"})"), decoder)}};
        return visionEncoderDecoderOptions(config, Json()).tokens;
    };
    const auto small = tokens(R"({"vocab_size": 500, "bos_token_id": 3})");
    CHECK(small.start == 3);
    CHECK(small.end.empty());
    CHECK(small.pad == -1);
    CHECK_THROWS_AS(tokens(R"({"vocab_size": 500})"), Error);
    const auto none = tokens(R"({"bos_token_id": 3, "eos_token_id": null})");  // said to be none
    CHECK(none.start == 3);
    CHECK(none.end.empty());
}
