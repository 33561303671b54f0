// Adapters in the files of the PEFT library: adapter_config.json and adapter_model.safetensors, in which the key
// base_model.model.<module>.lora_A.weight is (r, in) and lora_B.weight (out, r), whichever way round the layer below is
// stored. Modules are called as they are in memory there: PEFT looks for the names of target_modules in the loaded network.
#include <algorithm>
#include <map>
#include <optional>

#include "data/adapter_folder.h"
#include "data/file.h"
#include "data/json.h"
#include "data/key_names.h"
#include "data/model_family.h"
#include "model/lora.h"
#include "model/safetensors.h"
#include "model/weights_file.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

/// One matrix in float32, in memory of its own: that of the file is only mapped.
torch::Tensor matrixIn(const WeightsFile& file, const std::string& name, const fs::path& folder) {
    torch::Tensor matrix = file.tensor(name).to(torch::kFloat32, /*non_blocking=*/false, /*copy=*/true);
    if (!torch::isfinite(matrix).all().item<bool>())
        throw Error("the adapter " + folder.string() + " is damaged", name + " holds numbers that are not finite", "fetch it again");
    return matrix;
}

/// The alpha of a layer, by the name that the adapter has for it. @throws Error if two patterns give it different ones
double alphaOf(const AdapterConfig& config, const std::string& layer) {
    if (const auto own = config.alphas.find(layer); own != config.alphas.end()) return own->second;
    std::optional<double> found;
    for (const auto& [name, alpha] : config.alphas) {
        if (!isLoraTarget(layer, name)) continue;
        if (found && *found != alpha) throw Error("the adapter's alpha_pattern has two values for its layer " + layer);
        found = alpha;
    }
    return found.value_or(config.alpha);
}

}  // namespace

Lora::Lora(torch::nn::Module& module, const fs::path& folder) {
    const AdapterFolder adapter = readAdapterFolder(folder);
    m_base = adapter.config.base;
    m_alpha = adapter.config.alpha;
    m_divideByRoot = adapter.config.divideByRoot;
    const auto maps = affineMaps(module);
    std::vector<LinearLayer> layers;
    for (const auto& [name, map] : maps) layers.push_back({name, map->inputs(), map->outputs(), false});
    const auto places = fitAdapter(adapter, layers);
    const auto weights = openWeights(adapter.weights);
    try {
        for (std::size_t i = 0; i < adapter.parts.size(); ++i) {
            const AdapterPart& part = adapter.parts[i];
            const auto& [name, map] = maps[places[i]];
            attach(name, map, alphaOf(adapter.config, part.layer), matrixIn(*weights, part.a, folder),
                   matrixIn(*weights, part.b, folder));
        }
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
        tensors[std::string(kAdapterPrefix) + llavaMemoryKey(name)] = parameter.detach().to(torch::kCPU).contiguous();
    for (const Layer& layer : m_layers) {
        const std::string name = llavaMemoryKey(layer.name);
        targets.push_back(name);
        ranks[name] = layer.map->adapter->a.size(0);
        anyTransposed = anyTransposed || dynamic_cast<const Conv1DImpl*>(layer.map.get());
    }
    const std::int64_t rank = ranks.empty() ? 1 : ranks.begin()->second;
    Json rankPattern = Json::object(), alphaPattern = Json::object();
    for (const auto& [name, own] : ranks)
        if (own != rank) rankPattern[name] = own;
    for (const Layer& layer : m_layers)
        if (layer.alpha != m_alpha) alphaPattern[llavaMemoryKey(layer.name)] = layer.alpha;
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
                         {"alpha_pattern", alphaPattern},
                         {"target_modules", targets}};
    writeSafetensors(folder / "adapter_model.safetensors", tensors);
    writeFileAtomically(folder / "adapter_config.json", dumpJson(config, true) + "\n");
}

}  // namespace attune
