#include "data/adapter_config.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string_view>

#include "data/error.h"
#include "data/json.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kMostConfigBytes = std::uint64_t{1} << 24;
constexpr const char* kConfigFile = "adapter_config.json";

/// An option of the file that would change what an adapter computes, and that is not done here.
[[noreturn]] void refuse(const fs::path& folder, const char* key, const Json& value) {
    throw Error("the adapter " + folder.string() + " cannot be used",
                std::string("its option ") + key + " is " + dumpJson(value).substr(0, 200) + ", which is not supported",
                "merge it into its base with PEFT, and add the checkpoint that comes of it");
}

bool isNothing(const Json& value) {
    return value.is_null() || ((value.is_array() || value.is_object()) && value.empty());
}

void refuseUnlessHarmless(const Json& config, const fs::path& folder) {
    const auto check = [&](const char* key, const Json& harmless) {
        const auto at = config.find(key);
        if (at != config.end() && !isNothing(*at) && *at != harmless) refuse(folder, key, *at);
    };
    check("bias", "none");
    for (const char* key : {"use_dora", "lora_bias", "use_qalora", "use_bdlora"}) check(key, false);
    for (const char* key : {"modules_to_save", "layer_replication", "trainable_token_indices", "target_parameters",
                            "alora_invocation_tokens", "arrow_config"})
        check(key, Json());
    // Others (PiSSA, OLoRA, CorDA, LoftQ) are made for a base whose weights they have changed.
    const auto init = config.find("init_lora_weights");
    if (init == config.end() || init->is_null() || init->is_boolean()) return;
    for (const char* plain : {"gaussian", "eva", "orthogonal"})
        if (*init == plain) return;
    refuse(folder, "init_lora_weights", *init);
}

/// A pattern of layers as a plain name, in which `*` stands for any letters; nothing where it takes a regular expression.
std::optional<std::string> plainName(std::string_view pattern) {
    if (pattern.starts_with('^')) pattern.remove_prefix(1);
    if (pattern.ends_with('$')) pattern.remove_suffix(1);
    std::string name;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool hasNext = i + 1 < pattern.size();
        if (pattern[i] == '\\' && hasNext && pattern[i + 1] == '.')
            name += pattern[++i];
        else if (pattern[i] == '.' && hasNext && pattern[i + 1] == '*')
            name += pattern[++i];
        else if (std::string_view("\\^$*+?()[]{}|").find(pattern[i]) != std::string_view::npos)
            return std::nullopt;
        else
            name += pattern[i];
    }
    return name;
}

/// @param patterns  as the file has them
std::map<std::string, double> withPlainNames(const std::map<std::string, double>& patterns, const fs::path& folder) {
    std::map<std::string, double> alphas;
    for (const auto& [pattern, alpha] : patterns) {
        const auto name = plainName(pattern);
        if (!name) refuse(folder, "alpha_pattern", pattern);
        alphas[*name] = alpha;
    }
    return alphas;
}

AdapterConfig fieldsOf(const Json& config) {
    AdapterConfig fields;
    fields.rank = optional(config, "r", fields.rank);
    fields.alpha = required<double>(config, "lora_alpha");
    if (!std::isfinite(fields.alpha)) throw Error("the field \"lora_alpha\" is not finite");
    fields.divideByRoot = optional(config, "use_rslora", false);
    const auto targets = config.find("target_modules");
    if (targets != config.end() && targets->is_string())
        fields.targets = {targets->get<std::string>()};
    else
        fields.targets = optional(config, "target_modules", std::vector<std::string>{});
    fields.alphas = optional(config, "alpha_pattern", fields.alphas);
    fields.base = optional<std::string>(config, "base_model_name_or_path", "");
    return fields;
}

}  // namespace

bool isAdapterFolder(const fs::path& folder) {
    std::error_code failure;
    if (!fs::exists(folder / kConfigFile, failure)) return false;
    constexpr std::array kWeights{"model.safetensors", "model.safetensors.index.json", "pytorch_model.bin",
                                  "pytorch_model.bin.index.json"};
    return std::none_of(kWeights.begin(), kWeights.end(), [&](const char* name) { return fs::exists(folder / name, failure); });
}

AdapterConfig readAdapterConfig(const fs::path& folder) {
    const auto path = folder / kConfigFile;
    std::error_code failure;
    if (!fs::exists(path, failure))
        throw Error("the folder " + folder.string() + " holds no adapter", "it has no adapter_config.json");
    const Json config = readJsonFile(path, kMostConfigBytes);
    if (!config.is_object()) throw Error("cannot read " + path.string(), "it is not a JSON object");
    const auto type = config.find("peft_type");
    if (type == config.end() || *type != "LORA")
        throw Error("the adapter " + folder.string() + " cannot be used", "its peft_type is not LORA",
                    "merge it into its base with PEFT, and add the checkpoint that comes of it");
    refuseUnlessHarmless(config, folder);
    AdapterConfig fields;
    try {
        fields = fieldsOf(config);
    } catch (const Error& e) {
        throw Error("the adapter " + folder.string() + " is damaged", e.what(), "fetch it again");
    }
    fields.alphas = withPlainNames(fields.alphas, folder);
    return fields;
}

}  // namespace attune
