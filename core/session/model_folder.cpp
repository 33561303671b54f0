#include "session/model_folder.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "data/adapter_config.h"
#include "data/error.h"
#include "data/file.h"
#include "data/key_names.h"
#include "data/mapped_file.h"
#include "data/pytorch_file.h"
#include "data/safetensors_file.h"
#include "media/image_processor.h"
#include "media/image_settings.h"
#include "session/copy_folder.h"
#include "session/folder_draft.h"
#include "text/tokenizer.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

/// Old files carry causal masks and position numbers beside the weights.
bool isParameter(const std::string& name) {
    return !name.ends_with(".position_ids") && !name.ends_with(".masked_bias") && !name.ends_with(".attn.bias") &&
           !name.ends_with(".crossattention.bias");
}

/// Whether a tensor belongs to the vision tower, by the names that the families give it.
bool isVision(const std::string& name, const std::string& family) {
    for (const char* part : {"vision_model.", "vision_tower.", "image_encoder."})
        if (name.find(part) != name.npos) return true;
    // GIT's bare network calls its text decoder so.
    return family == "vision-encoder-decoder" && name.starts_with("encoder.");
}

std::string dtypeName(const std::string& stored) {
    if (stored == "F32") return "float32";
    if (stored == "F16") return "float16";
    if (stored == "BF16") return "bfloat16";
    if (stored == "F64") return "float64";
    return stored;
}

/// The files that an index names. @throws Error if it names others than those beside it
std::vector<fs::path> shards(const fs::path& folder, const fs::path& index) {
    const Json map = required<Json>(readJsonFile(index), "weight_map");
    std::set<fs::path> files;
    for (const auto& [name, file] : map.items()) {
        if (!file.is_string()) continue;
        if (fs::path(file.get<std::string>()).has_parent_path())
            throw Error(index.string() + " names a file outside its folder", file);
        files.insert(folder / file.get<std::string>());
    }
    return {files.begin(), files.end()};
}

/// The weight files of a folder. @throws Error if there are none
std::vector<fs::path> weightFiles(const fs::path& folder) {
    for (const char* name : {"model.safetensors", "pytorch_model.bin"}) {
        const fs::path single = folder / name, index = folder / (std::string(name) + ".index.json");
        if (fs::exists(single)) return {single};
        if (fs::exists(index)) return shards(folder, index);
    }
    throw Error("the model folder " + folder.string() + " holds no weights",
                "it has no model.safetensors and no pytorch_model.bin");
}

/// GPT-2's output projection is its word embedding; old files hold it a second time.
void dropTiedOutput(std::vector<TensorEntry>& parameters) {
    const bool tied = std::any_of(parameters.begin(), parameters.end(),
                                  [](const auto& one) { return one.name == "decoder.transformer.wte.weight"; });
    if (tied) std::erase_if(parameters, [](const auto& one) { return one.name == "decoder.lm_head.weight"; });
}

/// Without the names of wrappers that stand in front of all.
void unwrap(std::vector<TensorEntry>& parameters) {
    const auto byName = [](const TensorEntry& a, const TensorEntry& b) { return a.name < b.name; };
    while (!parameters.empty()) {
        const auto [first, last] = std::minmax_element(parameters.begin(), parameters.end(), byName);
        const auto wrapper = wrapperOf(first->name, last->name);
        if (wrapper.empty()) return;
        for (auto& one : parameters) one.name = withoutPrefix(one.name, wrapper);
    }
}

/// Name, dtype and shape of every parameter in a weight file, as it calls them.
std::vector<TensorEntry> parametersIn(const fs::path& file) {
    std::vector<TensorEntry> parameters;
    if (file.extension() != ".bin") {
        const TensorFile weights(file);
        for (const auto& tensor : weights.entries())
            if (isParameter(tensor.name)) parameters.push_back(tensor);
        return parameters;
    }
    const MappedFile mapped(file);
    std::set<std::uint64_t> seen;  // tied weights are one storage under two names
    for (const auto& tensor : parsePytorchFile(mapped.bytes(), file.string()))
        if (isParameter(tensor.name) && seen.insert(tensor.begin).second)
            parameters.push_back({tensor.name, tensor.dtype, tensor.shape, tensor.begin, tensor.end});
    return parameters;
}

void countWeights(const fs::path& folder, ModelFolderInfo& info) {
    for (const auto& file : weightFiles(folder)) {
        std::error_code failure;
        if (const auto size = fs::file_size(file, failure); !failure) info.bytes += static_cast<std::int64_t>(size);
    }
    std::map<std::string, std::int64_t> ofDtype;
    for (const auto& tensor : modelParameters(folder)) {
        const auto count = tensor.elements();
        info.parameters += count;
        ofDtype[tensor.dtype] += count;
        if (isVision(tensor.name, info.family)) continue;
        info.decoderParameters += count;
        const bool isTable = tensor.name.find("embed") != std::string::npos ||
                             tensor.name.find(".wte.") != std::string::npos ||
                             tensor.name.find(".wpe.") != std::string::npos;
        const bool isWords = !tensor.shape.empty() && tensor.shape[0] == info.shape.vocabulary;
        if (tensor.shape.size() == 2 && !isTable && !isWords)
            info.adapterWidths += tensor.shape[0] + tensor.shape[1];
    }
    std::int64_t most = 0;
    for (const auto& [dtype, count] : ofDtype)
        if (count > most) {
            most = count;
            info.dtype = dtypeName(dtype);
        }
}

}  // namespace

bool holdsModel(const fs::path& folder) {
    std::error_code failure;
    if (fs::exists(folder / "adapter_config.json", failure)) return true;
    if (!fs::exists(folder / "config.json", failure)) return false;
    for (fs::directory_iterator at(folder, failure), end; !failure && at != end; at.increment(failure))
        if (at->path().extension() == ".safetensors" || at->path().filename() == "pytorch_model.bin") return true;
    try {
        return readJsonFile(folder / "config.json").contains("model_type");
    } catch (const Error&) {
        return false;  // somebody else's file
    }
}

ModelFolderInfo inspectModelFolder(const fs::path& folder) {
    std::error_code failure;
    if (!fs::is_directory(folder, failure))
        throw Error("there is no model folder " + folder.string(), "",
                    "give the folder that holds config.json");
    if (isAdapterFolder(folder))
        throw Error("the folder " + folder.string() + " is no model", "it holds an adapter for one",
                    "add it as the adapter of a captioner");
    if (!fs::exists(folder / "config.json", failure))
        throw Error("the folder " + folder.string() + " is no model", "it has no config.json");
    const Json config = readJsonFile(folder / "config.json");
    ModelFolderInfo info;
    info.family = optional<std::string>(config, "model_type", "");
    const ModelFamily* family = findFamily(info.family);
    if (info.family == "attune-reward")
        info.kind = "reward";
    else if (!family)
        throw Error("the model " + folder.string() + " cannot be used",
                    info.family.empty() ? "its config.json names no model_type"
                                        : "its family \"" + info.family + "\" is not supported",
                    "supported are: " + familyNames(FamilyKind::Captioner) + " as captioners, " +
                        familyNames(FamilyKind::Encoder) + " to read rewards and embeddings from");
    else
        info.kind = family->kind == FamilyKind::Encoder ? "encoder" : "captioner";
    info.prompt = promptStyle(info.family);
    if (info.kind != "reward") {
        ImageProcessor::fromFolder(folder);  // says what is missing, or not done here
        const auto settings = findImageSettings(folder);
        info.shape = modelShape(info.family, config, settings ? settings->values : Json());
    }
    countWeights(folder, info);
    if (info.kind == "captioner") loadTokenizer(folder);
    return info;
}

std::vector<TensorEntry> modelParameters(const fs::path& folder) {
    std::vector<TensorEntry> all;
    for (const auto& file : weightFiles(folder)) {
        auto parameters = parametersIn(file);
        std::move(parameters.begin(), parameters.end(), std::back_inserter(all));
    }
    unwrap(all);
    dropTiedOutput(all);
    return all;
}

void copyModelFolder(const fs::path& from, const fs::path& to) {
    Observer nobody;
    copyModelFolder(from, to, {}, nobody);
}

void copyModelFolder(const fs::path& from, const fs::path& to, const std::map<std::string, std::string>& files,
                     Observer& observer) {
    FolderDraft draft(to);
    try {
        copyFolder(from, draft.path(), observer, kAdapterFolder);
    } catch (const fs::filesystem_error& failure) {
        throw Error("cannot copy the model to " + to.string(), failure.code().message());
    }
    for (const auto& [name, text] : files) writeFileAtomically(draft.path() / name, text);
    draft.commit();
}

}  // namespace attune
