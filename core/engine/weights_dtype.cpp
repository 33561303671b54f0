#include "engine/weights_dtype.h"

#include <map>

#include "data/json.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

const std::map<std::string, torch::Dtype>& dtypes() {
    static const std::map<std::string, torch::Dtype> all{
        {"float32", torch::kFloat32}, {"bfloat16", torch::kBFloat16}, {"float16", torch::kFloat16}};
    return all;
}

/// Many operations have no kernel for half precision on a processor.
bool computesIn(torch::Device device, torch::Dtype dtype) { return !device.is_cpu() || dtype != torch::kFloat16; }

/// Newer files call it "dtype"; either may be null, or anything else.
std::string storedDtype(const fs::path& model) {
    std::error_code failure;
    if (!fs::exists(model / "config.json", failure)) return {};  // whoever loads the folder says so
    const Json config = readJsonFile(model / "config.json");
    for (const char* key : {"dtype", "torch_dtype"})
        if (config.is_object() && config.contains(key) && config[key].is_string()) return config[key].get<std::string>();
    return {};
}

}  // namespace

torch::Dtype dtypeFromText(const std::string& name, const fs::path& model, torch::Device device) {
    if (name == "auto") {
        const auto stored = dtypes().find(storedDtype(model));
        return stored != dtypes().end() && computesIn(device, stored->second) ? stored->second : torch::kFloat32;
    }
    const auto at = dtypes().find(name);
    if (at == dtypes().end())
        throw Error("there is no dtype \"" + name + "\"", "dtypes are auto, float32, bfloat16 and float16");
    if (!computesIn(device, at->second))
        throw Error("a CPU does not compute in float16", "", "take bfloat16 or float32, or a GPU");
    return at->second;
}

}  // namespace attune
