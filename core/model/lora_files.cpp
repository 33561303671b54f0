// Adapters in the files of the PEFT library: adapter_config.json and adapter_model.safetensors, in which the key
// base_model.model.<module>.lora_A.weight is (r, in) and lora_B.weight (out, r), whichever way round the layer below is
// stored.
#include <algorithm>
#include <cstring>
#include <map>

#include "data/file.h"
#include "data/json.h"
#include "model/lora.h"
#include "model/safetensors.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

constexpr const char* kPrefix = "base_model.model.";
constexpr const char* kA = ".lora_A.weight";
constexpr const char* kB = ".lora_B.weight";
constexpr std::uint64_t kMostConfigBytes = std::uint64_t{1} << 24;

/// An option of the file that would change what an adapter computes, and that is not done here.
void refuse(const Json& config, const fs::path& folder, const char* key, const Json& harmless) {
    const auto at = config.find(key);
    if (at == config.end() || at->is_null() || *at == harmless || ((at->is_array() || at->is_object()) && at->empty()))
        return;
    throw Error("the adapter " + folder.string() + " cannot be used",
                std::string("its option ") + key + " is " + dumpJson(*at) + ", which is not supported");
}

/// The layer of that name. Exports call the outermost modules differently ("model.decoder.x", "decoder.x"): where the
/// name is not there, the only one that ends alike is meant.
std::pair<std::string, std::shared_ptr<AffineMap>> layerNamed(
    const std::vector<std::pair<std::string, std::shared_ptr<AffineMap>>>& maps, const std::string& name) {
    const auto endsAlike = [](const std::string& a, const std::string& b) {
        return a.size() > b.size() && a.ends_with(b) && a[a.size() - b.size() - 1] == '.';
    };
    const std::pair<std::string, std::shared_ptr<AffineMap>>* found = nullptr;
    for (const auto& entry : maps) {
        if (entry.first == name) return entry;
        if (!endsAlike(entry.first, name) && !endsAlike(name, entry.first)) continue;
        if (found) throw Error("the adapter's layer " + name + " could be " + found->first + " or " + entry.first);
        found = &entry;
    }
    if (!found) throw Error("the adapter does not fit this network", "it has no linear layer " + name);
    return *found;
}

}  // namespace

Lora::Lora(torch::nn::Module& module, const fs::path& folder) {
    const auto path = folder / "adapter_config.json";
    if (!fs::exists(path))
        throw Error("the folder " + folder.string() + " holds no adapter", "it has no adapter_config.json");
    const Json config = readJsonFile(path, kMostConfigBytes);
    if (optional<std::string>(config, "peft_type", "") != "LORA")
        throw Error("the adapter " + folder.string() + " cannot be used", "its peft_type is not LORA");
    refuse(config, folder, "bias", "none");
    for (const char* key : {"use_dora", "lora_bias", "use_qalora"}) refuse(config, folder, key, false);
    for (const char* key : {"modules_to_save", "alpha_pattern", "layer_replication", "trainable_token_indices"})
        refuse(config, folder, key, Json());
    m_alpha = required<double>(config, "lora_alpha");
    m_divideByRoot = optional(config, "use_rslora", false);

    const NamedTensors tensors = SafetensorsFile(folder / "adapter_model.safetensors").tensors();
    const auto maps = affineMaps(module);
    try {
        for (const auto& [key, a] : tensors) {
            if (!key.starts_with(kPrefix) || (!key.ends_with(kA) && !key.ends_with(kB)))
                throw Error("the adapter " + folder.string() + " cannot be used",
                            "its tensor " + key + " is not a LoRA matrix of a linear layer");
            if (key.ends_with(kB)) {
                if (!tensors.contains(key.substr(0, key.size() - std::strlen(kB)) + kA))
                    throw Error("the adapter " + folder.string() + " is damaged", key + " has no lora_A beside it");
                continue;
            }
            const std::string stem = key.substr(0, key.size() - std::strlen(kA));
            const auto other = tensors.find(stem + kB);
            if (other == tensors.end())
                throw Error("the adapter " + folder.string() + " is damaged", key + " has no lora_B beside it");
            const auto [name, map] = layerNamed(maps, stem.substr(std::strlen(kPrefix)));
            const torch::Tensor& b = other->second;
            if (a.dim() != 2 || b.dim() != 2 || a.size(0) != b.size(1) || a.size(1) != map->inputs() ||
                b.size(0) != map->outputs() || a.size(0) < 1)
                throw Error("the adapter does not fit this network",
                            "the shapes of " + key + " and its lora_B are not those of an adapter of a layer from " +
                                std::to_string(map->inputs()) + " to " + std::to_string(map->outputs()));
            // Clones: the file's memory is only mapped.
            attach(name, map, a.clone(), b.clone());
        }
        if (m_layers.empty()) throw Error("the adapter " + folder.string() + " is empty");
    } catch (...) {
        detach();
        throw;
    }
    std::sort(m_layers.begin(), m_layers.end(), [](const Layer& a, const Layer& b) { return a.name < b.name; });
}

void Lora::save(const fs::path& folder, const std::string& base) const {
    std::error_code code;
    fs::create_directories(folder, code);
    if (code) throw Error("cannot make the folder " + folder.string(), code.message());
    NamedTensors tensors;
    Json targets = Json::array();
    std::map<std::string, std::int64_t> ranks;
    bool anyTransposed = false;
    for (const auto& [name, parameter] : parameters())
        tensors[kPrefix + name] = parameter.detach().to(torch::kCPU).contiguous();
    for (const Layer& layer : m_layers) {
        targets.push_back(layer.name);
        ranks[layer.name] = layer.map->adapter->a.size(0);
        anyTransposed = anyTransposed || dynamic_cast<const Conv1DImpl*>(layer.map.get());
    }
    const std::int64_t rank = ranks.empty() ? 1 : ranks.begin()->second;
    Json rankPattern = Json::object();
    for (const auto& [name, own] : ranks)
        if (own != rank) rankPattern[name] = own;
    const Json config = {{"peft_type", "LORA"},
                         {"task_type", nullptr},
                         {"auto_mapping", nullptr},
                         {"base_model_name_or_path", base},
                         {"revision", nullptr},
                         {"inference_mode", true},
                         {"r", rank},
                         {"lora_alpha", m_alpha},
                         {"lora_dropout", 0.0},
                         {"use_rslora", m_divideByRoot},
                         {"use_dora", false},
                         {"bias", "none"},
                         // The library corrects it layer by layer where both kinds occur.
                         {"fan_in_fan_out", anyTransposed},
                         {"init_lora_weights", true},
                         {"modules_to_save", nullptr},
                         {"rank_pattern", rankPattern},
                         {"alpha_pattern", Json::object()},
                         {"target_modules", targets}};
    writeSafetensors(folder / "adapter_model.safetensors", tensors);
    writeFileAtomically(folder / "adapter_config.json", dumpJson(config, true) + "\n");
}

}  // namespace attune
