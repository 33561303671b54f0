#include "session/model_shape.h"

#include <algorithm>

namespace attune {

namespace {

/// What the reference configuration class of a tower has where the file is silent.
struct VisionDefaults {
    std::int64_t width, heads, image, patch;
};
struct TextDefaults {
    std::int64_t width, layers, heads, vocabulary, positions;
};

constexpr VisionDefaults kVit{768, 12, 224, 16}, kBlipVision{768, 12, 384, 16}, kGitVision{768, 12, 224, 16},
    kIdeficsVision{1152, 16, 224, 32}, kClipVision{768, 12, 224, 32}, kLlavaVision{1024, 16, 336, 14},
    kSiglipVision{768, 12, 224, 16};
constexpr TextDefaults kGpt2{768, 12, 12, 50257, 1024}, kBlipText{768, 12, 8, 30524, 512},
    kGitText{768, 6, 12, 30522, 1024}, kLlama{4096, 32, 32, 32000, 2048}, kClipText{512, 12, 8, 49408, 77},
    kSiglipText{768, 12, 12, 32000, 64};

/// Sizes that make no sense are 0: the engine has the last word.
std::int64_t size(const Json& config, const char* key, std::int64_t fallback) {
    constexpr std::int64_t most = 1'000'000'000;
    const auto at = config.is_object() ? config.find(key) : config.end();
    if (!config.is_object() || at == config.end() || at->is_null()) return fallback;
    const Json& value = at->is_array() && !at->empty() ? at->front() : *at;
    if (!value.is_number_integer()) return 0;
    const auto number = value.get<std::int64_t>();
    return number > 0 && number <= most ? number : 0;
}

Json part(const Json& config, const char* key) {
    const auto at = config.is_object() ? config.find(key) : config.end();
    return config.is_object() && at != config.end() && at->is_object() ? *at : Json::object();
}

/// @return patches along a side
std::int64_t readVision(const Json& config, const VisionDefaults& d, ModelShape& shape) {
    shape.visionWidth = size(config, "hidden_size", d.width);
    shape.visionHeads = size(config, "num_attention_heads", d.heads);
    const auto patch = size(config, "patch_size", d.patch), image = size(config, "image_size", d.image);
    const auto side = patch > 0 ? std::min<std::int64_t>(image / patch, 1 << 14) : 0;
    shape.tileStates = side * side + 1;
    shape.imageStates = shape.tileStates;
    return side;
}

void readText(const Json& config, const TextDefaults& d, ModelShape& shape) {
    shape.textWidth = size(config, "hidden_size", d.width);
    shape.textLayers = size(config, "num_hidden_layers", d.layers);
    shape.textHeads = size(config, "num_attention_heads", d.heads);
    shape.vocabulary = size(config, "vocab_size", d.vocabulary);
    shape.positions = size(config, "max_position_embeddings", d.positions);
}

/// A decoder in the manner of Llama: heads may share keys, and the picture stands among its tokens.
void readLlama(const Json& config, ModelShape& shape) {
    readText(config, kLlama, shape);
    const auto shared = size(config, "num_key_value_heads", shape.textHeads);
    if (shape.textHeads > 0) shape.keyWidth = shape.textWidth / shape.textHeads * std::min(shared, shape.textHeads);
    shape.keepsText = true;
}

std::int64_t longestEdge(const Json& preprocessor, const char* key, std::int64_t fallback) {
    return size(part(preprocessor, key), "longest_edge", fallback);
}

/// Pictures are scaled to a longest edge and cut into tiles; one more shows the whole.
void readTiles(const Json& config, const Json& preprocessor, std::int64_t side, ModelShape& shape) {
    const auto scale = std::max<std::int64_t>(size(config, "scale_factor", 2), 1);
    const auto each = (side / scale) * (side / scale);
    const auto split = preprocessor.is_object() ? preprocessor.find("do_image_splitting") : preprocessor.end();
    const bool splits = !preprocessor.is_object() || split == preprocessor.end() || *split != Json(false);
    const auto tile = longestEdge(preprocessor, "max_image_size", 364);
    const auto edge = longestEdge(preprocessor, "size", 4 * 364);
    const auto across = splits && tile > 0 ? std::min<std::int64_t>((edge + tile - 1) / tile, 1000) : 0;
    shape.tiles = across > 1 ? across * across + 1 : 1;
    shape.tileStates = side * side;
    shape.imageStates = shape.tiles * each;
}

}  // namespace

ModelShape modelShape(const std::string& family, const Json& config, const Json& preprocessor) {
    ModelShape shape;
    if (family == "vision-encoder-decoder") {
        readVision(part(config, "encoder"), kVit, shape);
        const Json text = part(config, "decoder");
        shape.textWidth = size(text, "n_embd", kGpt2.width);
        shape.textLayers = size(text, "n_layer", kGpt2.layers);
        shape.textHeads = size(text, "n_head", kGpt2.heads);
        shape.vocabulary = size(text, "vocab_size", kGpt2.vocabulary);
        shape.positions = size(text, "n_positions", kGpt2.positions);
    } else if (family == "blip") {
        readVision(part(config, "vision_config"), kBlipVision, shape);
        readText(part(config, "text_config"), kBlipText, shape);
    } else if (family == "git") {
        readVision(part(config, "vision_config"), kGitVision, shape);
        readText(config, kGitText, shape);
    } else if (family == "idefics3" || family == "smolvlm") {
        const auto side = readVision(part(config, "vision_config"), kIdeficsVision, shape);
        readLlama(part(config, "text_config"), shape);
        readTiles(config, preprocessor, side, shape);
    } else if (family == "llava") {
        const Json vision = part(config, "vision_config");
        readVision(vision, vision.empty() ? kLlavaVision : kClipVision, shape);
        readLlama(part(config, "text_config"), shape);
    } else if (family == "clip") {
        readVision(part(config, "vision_config"), kClipVision, shape);
        readText(part(config, "text_config"), kClipText, shape);
    } else if (family == "siglip") {
        readVision(part(config, "vision_config"), kSiglipVision, shape);
        readText(part(config, "text_config"), kSiglipText, shape);
    }
    return shape;
}

}  // namespace attune
