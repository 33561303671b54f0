#include "session/model_folder.h"

#include <unistd.h>

#include <fstream>
#include <map>
#include <set>

#include "data/error.h"
#include "text/tokenizer.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kMaxHeader = 100'000'000;  ///< bytes; the limit of the reference reader of the format

/// The families that the engine reads. It has the last word; this is to refuse a folder before it is in the
/// project.
const std::set<std::string> kCaptioners{"vision-encoder-decoder"};

std::int64_t elements(const Json& shape, const fs::path& file) {
    std::int64_t count = 1;
    for (const auto& side : shape) {
        const std::int64_t length = side.is_number_integer() ? side.get<std::int64_t>() : -1;
        if (length < 0 || __builtin_mul_overflow(count, length, &count))
            throw Error("the weights " + file.string() + " are damaged",
                        "their header holds an impossible shape");
    }
    return count;
}

/// Adds up the shapes in the header: 8 bytes of its length, little-endian, then JSON.
std::int64_t parametersOf(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    unsigned char prefix[8] = {};
    stream.read(reinterpret_cast<char*>(prefix), sizeof prefix);
    std::uint64_t length = 0;
    for (int i = 7; i >= 0; --i) length = length << 8 | prefix[i];
    std::error_code failure;
    const std::uint64_t size = fs::file_size(file, failure);
    if (!stream || failure || length > kMaxHeader || length + 8 > size)
        throw Error("the weights " + file.string() + " are damaged", "their header is cut short or too long",
                    "fetch the file again");
    std::string text(length, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(length));
    const Json header = parseJson(text, "the header of " + file.string());
    std::int64_t count = 0;
    std::map<std::uint64_t, std::uint64_t> spans;  // begin -> end of each tensor that holds anything
    for (const auto& [name, tensor] : header.items()) {
        if (name == "__metadata__") continue;
        const std::int64_t numbers = elements(required<Json>(tensor, "shape"), file);
        const auto offsets = required<std::vector<std::uint64_t>>(tensor, "data_offsets");
        if (offsets.size() != 2 || offsets[1] < offsets[0] ||
            (numbers > 0 && !spans.emplace(offsets[0], offsets[1]).second))
            throw Error("the weights " + file.string() + " are damaged", "tensors overlap or have impossible places");
        count += numbers;
    }
    std::uint64_t end = 0;
    for (const auto& [begin, until] : spans) {
        if (begin != end)
            throw Error("the weights " + file.string() + " are damaged", "tensors overlap or leave gaps");
        end = until;
    }
    if (end != size - 8 - length)
        throw Error("the weights " + file.string() + " are damaged",
                    "they hold " + std::to_string(size - 8 - length) + " bytes of numbers and should hold " +
                        std::to_string(end),
                    "fetch the file again");
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
