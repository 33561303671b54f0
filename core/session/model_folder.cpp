#include "session/model_folder.h"

#include <unistd.h>

#include <set>

#include "data/error.h"
#include "data/safetensors_file.h"
#include "text/tokenizer.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

/// The families that the engine reads. It has the last word; this is to refuse a folder before it is in the
/// project.
const std::set<std::string> kCaptioners{"idefics3", "llava", "smolvlm", "vision-encoder-decoder"};

std::int64_t parametersOf(const fs::path& file) {
    std::int64_t count = 0;
    const TensorFile weights(file);
    for (const auto& tensor : weights.entries()) count += tensor.elements();
    return count;
}

std::int64_t countParameters(const fs::path& folder) {
    if (fs::exists(folder / "model.safetensors")) return parametersOf(folder / "model.safetensors");
    const fs::path index = folder / "model.safetensors.index.json";
    if (fs::exists(index)) {
        const Json map = required<Json>(readJsonFile(index), "weight_map");
        std::set<std::string> files;
        for (const auto& [name, file] : map.items())
            if (file.is_string()) files.insert(file.get<std::string>());
        std::int64_t count = 0;
        for (const auto& file : files) {
            if (fs::path(file).has_parent_path())
                throw Error(index.string() + " names a file outside its folder", file);
            count += parametersOf(folder / file);
        }
        return count;
    }
    if (fs::exists(folder / "pytorch_model.bin")) return 0;
    throw Error("the model folder " + folder.string() + " holds no weights", "it has no model.safetensors");
}

/// Sizes that make no sense are 0 like those that are missing: the engine has the last word.
std::int64_t size(const Json& config, const char* key) {
    constexpr std::int64_t most = 1'000'000'000;
    const auto at = config.is_object() ? config.find(key) : config.end();
    if (!config.is_object() || at == config.end() || !at->is_number_integer()) return 0;
    const auto value = at->get<std::int64_t>();
    return value > 0 && value <= most ? value : 0;
}

ModelShape shapeOf(const Json& config) {
    const Json vision = optional(config, "encoder", Json::object());
    const Json text = optional(config, "decoder", Json::object());
    ModelShape shape;
    shape.visionWidth = size(vision, "hidden_size");
    shape.visionHeads = size(vision, "num_attention_heads");
    const std::int64_t patch = size(vision, "patch_size");
    const std::int64_t side = patch > 0 ? size(vision, "image_size") / patch : 0;
    shape.imageStates = side * side + 1;
    shape.textWidth = size(text, "n_embd");
    shape.textLayers = size(text, "n_layer");
    shape.textHeads = size(text, "n_head");
    shape.vocabulary = size(text, "vocab_size");
    shape.positions = size(text, "n_positions");
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
                    "supported are: vision-encoder-decoder");
    info.parameters = countParameters(folder);
    if (info.kind == "captioner") info.shape = shapeOf(config);
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
