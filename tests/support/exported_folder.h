// What an exported model folder must have in common with the one that it was made from, so that whatever loaded the one loads the
// other: `transformers`, say.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "tensors.h"

namespace attune::test {

inline std::string bytesOf(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The files of a model folder but for its weights, its card and what only golden sets hold.
inline std::set<std::string> companionsOf(const std::filesystem::path& folder) {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string(), kind = entry.path().extension().string();
        const bool isWeights = kind == ".safetensors" || kind == ".bin" || name.ends_with(".index.json");
        if (entry.is_regular_file() && !isWeights && name != "README.md" && !name.starts_with("expected") && !name.starts_with("."))
            names.insert(name);
    }
    return names;
}

/// What config.json says of the dtype.
inline std::string dtypeOf(const std::filesystem::path& folder) {
    const auto config = nlohmann::json::parse(bytesOf(folder / "config.json"));
    return config.value("dtype", config.value("torch_dtype", ""));
}

/// config.json without the dtype, which is the one thing in it that an export may say otherwise.
inline nlohmann::json configOf(const std::filesystem::path& folder) {
    auto config = nlohmann::json::parse(bytesOf(folder / "config.json"));
    config.erase("dtype");
    config.erase("torch_dtype");
    return config;
}

/// Names and shapes, float32 whatever the source is stored in, and the mark without which `transformers` refuses the file.
/// @return one line for each difference
inline std::string weightDifferences(const std::filesystem::path& source, const std::filesystem::path& exported) {
    const nlohmann::json made = openTensors(exported).header;
    std::string lines;
    if (!made.contains("__metadata__") || made["__metadata__"].value("format", "") != "pt") lines += "no format pt in the metadata\n";
    const nlohmann::json given = openTensors(source).header;
    for (const auto& [name, entry] : given.items()) {
        if (name == "__metadata__") continue;
        if (!made.contains(name)) {
            lines += "missing: " + name + "\n";
            continue;
        }
        if (made[name]["shape"] != entry["shape"]) lines += name + " has another shape: " + made[name]["shape"].dump() + "\n";
        if (made[name]["dtype"] != "F32") lines += name + " is not in float32: " + made[name]["dtype"].dump() + "\n";
    }
    for (const auto& [name, entry] : made.items())
        if (!given.contains(name)) lines += "too much: " + name + "\n";
    return lines;
}

/// @return one line for each thing that is not as in the source; weights are compared where those of the source are one file
inline std::string exportDifferences(const std::filesystem::path& source, const std::filesystem::path& exported) {
    std::string lines;
    const auto given = companionsOf(source), made = companionsOf(exported);
    for (const auto& name : made)
        if (!given.count(name) && name != "generation_config.json") lines += "too much: " + name + "\n";
    for (const auto& name : given) {
        if (!made.count(name)) lines += "missing: " + name + "\n";
        else if (name != "config.json" && bytesOf(source / name) != bytesOf(exported / name)) lines += "other bytes: " + name + "\n";
    }
    if (configOf(source) != configOf(exported)) lines += "config.json: " + configOf(exported).dump() + "\n";
    if (dtypeOf(exported) != "float32") lines += "config.json says of the dtype: " + dtypeOf(exported) + "\n";
    if (std::filesystem::exists(source / "model.safetensors"))
        lines += weightDifferences(source / "model.safetensors", exported / "model.safetensors");
    return lines;
}

}  // namespace attune::test
