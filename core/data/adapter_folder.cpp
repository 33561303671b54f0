#include "data/adapter_folder.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "data/error.h"
#include "data/key_names.h"
#include "data/mapped_file.h"
#include "data/model_family.h"
#include "data/pytorch_file.h"
#include "data/safetensors_file.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

fs::path weightsIn(const fs::path& folder) {
    std::error_code failure;
    for (const char* name : {"adapter_model.safetensors", "adapter_model.bin"})
        if (fs::exists(folder / name, failure)) return folder / name;
    throw Error("the adapter " + folder.string() + " holds no weights",
                "it has no adapter_model.safetensors and no adapter_model.bin", "fetch it again");
}

/// Name, dtype and shape of every tensor; nothing else is read.
std::vector<TensorEntry> tensorsIn(const fs::path& file) {
    if (file.extension() != ".bin") return TensorFile(file).entries();
    const MappedFile mapped(file);
    std::vector<TensorEntry> tensors;
    for (const auto& tensor : parsePytorchFile(mapped.bytes(), file.string()))
        tensors.push_back({tensor.name, tensor.dtype, tensor.shape, tensor.begin, tensor.end});
    return tensors;
}

/// The layer of a LoRA matrix, and whether it is B; nothing for another tensor. State dictionaries that were saved as they
/// are have the name of the adapter in their keys, as a rule "default".
std::optional<std::pair<std::string, bool>> layerOfTensor(std::string_view name) {
    if (name.starts_with(kAdapterPrefix)) name.remove_prefix(kAdapterPrefix.size());
    for (const auto& [ending, isB] : {std::pair<std::string_view, bool>{".lora_A.weight", false},
                                      {".lora_B.weight", true},
                                      {".lora_A.default.weight", false},
                                      {".lora_B.default.weight", true}})
        if (name.size() > ending.size() && name.ends_with(ending))
            return std::pair(std::string(name.substr(0, name.size() - ending.size())), isB);
    return std::nullopt;
}

bool isMatrixOfReals(const TensorEntry& tensor) {
    static const std::set<std::string> reals{"F64", "F32", "F16", "BF16"};
    return tensor.shape.size() == 2 && reals.contains(tensor.dtype);
}

AdapterPart partOf(const std::string& layer, const TensorEntry& a, const TensorEntry& b, const fs::path& folder) {
    if (!isMatrixOfReals(a) || !isMatrixOfReals(b) || a.shape[0] < 1 || a.shape[0] != b.shape[1])
        throw Error("the adapter " + folder.string() + " is damaged",
                    "the shapes or types of " + a.name + " and its lora_B do not belong together", "fetch it again");
    return {layer, a.name, b.name, a.shape[0], a.shape[1], b.shape[0]};
}

std::vector<AdapterPart> partsOf(const std::vector<TensorEntry>& tensors, const fs::path& folder) {
    const auto damaged = [&](const std::string& reason) {
        return Error("the adapter " + folder.string() + " is damaged", reason, "fetch it again");
    };
    std::map<std::string, std::pair<const TensorEntry*, const TensorEntry*>> pairs;
    for (const auto& tensor : tensors) {
        const auto place = layerOfTensor(tensor.name);
        if (!place)
            throw Error("the adapter " + folder.string() + " cannot be used",
                        "its tensor " + tensor.name + " is not a LoRA matrix of a linear layer",
                        "merge it into its base with PEFT, and add the checkpoint that comes of it");
        auto& pair = pairs[place->first];
        const TensorEntry*& half = place->second ? pair.second : pair.first;
        if (half) throw damaged("the matrix " + tensor.name + " is in it twice");
        half = &tensor;
    }
    if (pairs.empty()) throw Error("the adapter " + folder.string() + " is empty");
    std::vector<AdapterPart> parts;
    for (const auto& [layer, pair] : pairs) {
        if (!pair.first) throw damaged(pair.second->name + " has no lora_A beside it");
        if (!pair.second) throw damaged(pair.first->name + " has no lora_B beside it");
        parts.push_back(partOf(layer, *pair.first, *pair.second, folder));
    }
    return parts;
}

/// One name for what versions of the same family call differently.
std::string settledName(const std::string& layer) {
    // With the name of the whole network and without it, as the ends of names are compared.
    const std::string git = withPart(withPart(layer, "git.image_encoder.", "vision_model."), "image_encoder.", "vision_model.");
    return llavaHubKey(git);
}

bool endsAlike(std::string_view a, std::string_view b) {
    if (a.size() < b.size()) std::swap(a, b);
    return a.size() > b.size() && a.ends_with(b) && a[a.size() - b.size() - 1] == '.';
}

/// The layers by the name that is settled for them.
class LayerNames {
  public:
    explicit LayerNames(const std::vector<LinearLayer>& layers) : m_layers(layers) {
        for (std::size_t i = 0; i < layers.size(); ++i) m_byName.emplace(settledName(layers[i].name), i);
    }

    /// @return nothing where there is no such layer @throws Error where it could be several
    std::optional<std::size_t> find(const std::string& layer) const {
        const std::string wanted = settledName(layer);
        if (const auto same = m_byName.find(wanted); same != m_byName.end()) return same->second;
        std::optional<std::size_t> found;
        for (const auto& [name, index] : m_byName) {
            if (!endsAlike(name, wanted)) continue;
            if (found)
                throw Error("the adapter's layer " + layer + " could be " + m_layers[*found].name + " or " + m_layers[index].name);
            found = index;
        }
        return found;
    }

  private:
    const std::vector<LinearLayer>& m_layers;
    std::map<std::string, std::size_t> m_byName;
};

bool fits(const AdapterPart& part, const LinearLayer& layer) {
    return (part.inputs == layer.inputs && part.outputs == layer.outputs) ||
           (layer.eitherWay && part.inputs == layer.outputs && part.outputs == layer.inputs);
}

/// "a, b, c, ..": as many as one can take in.
std::string someOf(const std::vector<std::string>& names) {
    constexpr std::size_t kMost = 3;
    std::string text;
    for (std::size_t i = 0; i < std::min(kMost, names.size()); ++i) text += (i ? ", " : "") + names[i];
    return names.size() > kMost ? text + ", .." : text;
}

}  // namespace

std::int64_t AdapterFolder::parameters() const {
    std::int64_t sum = 0;
    for (const auto& part : parts) sum += part.rank * (part.inputs + part.outputs);
    return sum;
}

std::int64_t AdapterFolder::lowestRank() const {
    return std::min_element(parts.begin(), parts.end(), [](const auto& a, const auto& b) { return a.rank < b.rank; })->rank;
}

std::int64_t AdapterFolder::highestRank() const {
    return std::max_element(parts.begin(), parts.end(), [](const auto& a, const auto& b) { return a.rank < b.rank; })->rank;
}

AdapterFolder readAdapterFolder(const fs::path& folder) {
    AdapterFolder adapter;
    adapter.config = readAdapterConfig(folder);
    adapter.weights = weightsIn(folder);
    adapter.parts = partsOf(tensorsIn(adapter.weights), folder);
    return adapter;
}

std::vector<std::size_t> fitAdapter(const AdapterFolder& adapter, const std::vector<LinearLayer>& layers) {
    const LayerNames names(layers);
    std::vector<std::size_t> places;
    std::vector<std::string> missing, misfits;
    std::set<std::size_t> taken;
    for (const auto& part : adapter.parts) {
        const auto place = names.find(part.layer);
        if (!place) {
            missing.push_back(part.layer);
            continue;
        }
        if (!taken.insert(*place).second) throw Error("the layer " + layers[*place].name + " has an adapter already");
        if (!fits(part, layers[*place])) misfits.push_back(part.layer);
        places.push_back(*place);
    }
    const std::string remedy = "merge it into the captioner that it was trained on";
    if (!missing.empty())
        throw Error("the adapter does not fit this network",
                    "of its " + std::to_string(adapter.parts.size()) + " layers " + std::to_string(missing.size()) +
                        " are not there: " + someOf(missing),
                    remedy);
    if (!misfits.empty())
        throw Error("the adapter does not fit this network",
                    "of its " + std::to_string(adapter.parts.size()) + " layers " + std::to_string(misfits.size()) +
                        " have other widths there: " + someOf(misfits),
                    remedy);
    return places;
}

}  // namespace attune
