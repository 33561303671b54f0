#include "session/model_folder.h"

#include <unistd.h>

#include <map>
#include <set>

#include "data/error.h"
#include "data/mapped_file.h"
#include "data/pytorch_file.h"
#include "data/safetensors_file.h"
#include "text/tokenizer.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

/// The families that the engine reads. It has the last word; this is to refuse a folder before it is in the
/// project.
const std::set<std::string> kCaptioners{"blip", "git", "vision-encoder-decoder"};

std::string captionerNames() {
    std::string names;
    for (const auto& name : kCaptioners) names += (names.empty() ? "" : ", ") + name;
    return names;
}

/// Old files carry causal masks and position numbers beside the weights.
bool isParameter(const std::string& name) {
    return !name.ends_with(".position_ids") && !name.ends_with(".masked_bias") && !name.ends_with(".attn.bias") &&
           !name.ends_with(".crossattention.bias");
}

std::int64_t parametersOf(const fs::path& file) {
    std::int64_t count = 0;
    if (file.extension() == ".bin") {
        const MappedFile mapped(file);
        std::set<std::uint64_t> seen;  // tied weights are one storage under two names
        for (const auto& tensor : parsePytorchFile(mapped.bytes(), file.string()))
            if (isParameter(tensor.name) && seen.insert(tensor.begin).second) count += tensor.elements();
        return count;
    }
    const TensorFile weights(file);
    for (const auto& tensor : weights.entries())
        if (isParameter(tensor.name)) count += tensor.elements();
    return count;
}

std::int64_t parametersOfShards(const fs::path& folder, const fs::path& index) {
    const Json map = required<Json>(readJsonFile(index), "weight_map");
    std::set<std::string> files;
    for (const auto& [name, file] : map.items())
        if (file.is_string()) files.insert(file.get<std::string>());
    std::int64_t count = 0;
    for (const auto& file : files) {
        if (fs::path(file).has_parent_path()) throw Error(index.string() + " names a file outside its folder", file);
        count += parametersOf(folder / file);
    }
    return count;
}

std::int64_t countParameters(const fs::path& folder) {
    for (const char* name : {"model.safetensors", "pytorch_model.bin"}) {
        const fs::path single = folder / name, index = folder / (std::string(name) + ".index.json");
        if (fs::exists(single)) return parametersOf(single);
        if (fs::exists(index)) return parametersOfShards(folder, index);
    }
    throw Error("the model folder " + folder.string() + " holds no weights",
                "it has no model.safetensors and no pytorch_model.bin");
}

/// Sizes that make no sense are 0 like those that are missing: the engine has the last word.
std::int64_t size(const Json& config, const char* key) {
    constexpr std::int64_t most = 1'000'000'000;
    const auto at = config.is_object() ? config.find(key) : config.end();
    if (!config.is_object() || at == config.end() || !at->is_number_integer()) return 0;
    const auto value = at->get<std::int64_t>();
    return value > 0 && value <= most ? value : 0;
}

/// Where a family's config.json says a size, and what its reference class has where it is silent.
struct SizeNames {
    const char* vision;  ///< the part on the vision tower
    const char* text;    ///< the part on the decoder; null where that is the whole
    const char *width, *layers, *heads, *positions;
    std::int64_t imageSize, patchSize, textLayers, textHeads, positionsDefault, vocabulary;
};

const std::map<std::string, SizeNames> kSizeNames = {
    {"blip",
     {"vision_config", "text_config", "hidden_size", "num_hidden_layers", "num_attention_heads", "max_position_embeddings",
      384, 16, 12, 8, 512, 30524}},
    {"git",
     {"vision_config", nullptr, "hidden_size", "num_hidden_layers", "num_attention_heads", "max_position_embeddings", 224,
      16, 6, 12, 1024, 30522}},
    {"vision-encoder-decoder",
     {"encoder", "decoder", "n_embd", "n_layer", "n_head", "n_positions", 224, 16, 12, 12, 1024, 50257}}};

ModelShape shapeOf(const Json& config, const std::string& family) {
    const auto names = kSizeNames.find(family);
    if (names == kSizeNames.end()) return {};
    const SizeNames& n = names->second;
    const Json vision = optional(config, n.vision, Json::object());
    const Json text = n.text ? optional(config, n.text, Json::object()) : config;
    const auto sizeOr = [](const Json& part, const char* key, std::int64_t fallback) {
        return part.is_object() && part.contains(key) ? size(part, key) : fallback;
    };
    ModelShape shape;
    shape.visionWidth = sizeOr(vision, "hidden_size", 768);
    shape.visionHeads = sizeOr(vision, "num_attention_heads", 12);
    const std::int64_t patch = sizeOr(vision, "patch_size", n.patchSize);
    const std::int64_t side = patch > 0 ? sizeOr(vision, "image_size", n.imageSize) / patch : 0;
    shape.imageStates = side * side + 1;
    shape.textWidth = sizeOr(text, n.width, 768);
    shape.textLayers = sizeOr(text, n.layers, n.textLayers);
    shape.textHeads = sizeOr(text, n.heads, n.textHeads);
    shape.vocabulary = sizeOr(text, "vocab_size", n.vocabulary);
    shape.positions = sizeOr(text, n.positions, n.positionsDefault);
    return shape;
}

}  // namespace

ModelFolderInfo inspectModelFolder(const fs::path& folder) {
    std::error_code failure;
    if (!fs::is_directory(folder, failure))
        throw Error("there is no model folder " + folder.string(), "",
                    "give the folder that holds config.json");
    if (!fs::exists(folder / "config.json", failure))
        throw Error("the folder " + folder.string() + " is no model", "it has no config.json");
    const Json config = readJsonFile(folder / "config.json");
    ModelFolderInfo info;
    info.family = optional<std::string>(config, "model_type", "");
    info.kind = info.family == "attune-reward" ? "reward" : "captioner";
    if (info.kind == "captioner" && !kCaptioners.contains(info.family))
        throw Error("the model " + folder.string() + " cannot be used",
                    info.family.empty() ? "its config.json names no model_type"
                                        : "its family \"" + info.family + "\" is not supported",
                    "supported are: " + captionerNames());
    info.parameters = countParameters(folder);
    if (info.kind == "captioner") info.shape = shapeOf(config, info.family);
    if (info.kind == "captioner") loadTokenizer(folder);
    return info;
}

void copyModelFolder(const fs::path& from, const fs::path& to) {
    std::error_code failure;
    if (fs::exists(to, failure) && !fs::is_empty(to, failure))
        throw Error("cannot export to " + to.string(), "something is there already", "choose another name");
    const fs::path target = fs::absolute(to).lexically_normal();
    const fs::path clean = target.has_filename() ? target : target.parent_path();
    fs::create_directories(clean.parent_path(), failure);
    const fs::path draft = clean.string() + ".part-" + std::to_string(::getpid());
    fs::copy(from, draft, fs::copy_options::recursive, failure);
    if (!failure) fs::rename(draft, clean, failure);
    if (!failure) return;
    std::error_code ignored;
    fs::remove_all(draft, ignored);
    throw Error("cannot copy the model to " + to.string(), failure.message());
}

}  // namespace attune
