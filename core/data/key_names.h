// Files of different ages and programs call the same weights differently: what their names differ by.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace attune {

/// What the PEFT library puts in front of a layer's name.
inline constexpr std::string_view kAdapterPrefix = "base_model.model.";

/// The key without `prefix` in front of it; any other key as it is.
inline std::string withoutPrefix(std::string key, std::string_view prefix) {
    if (key.starts_with(prefix)) key.erase(0, prefix.size());
    return key;
}

/// The key with `part` behind `prefix`: put in where the key has the prefix alone; any other key as it is.
inline std::string withPart(std::string key, std::string_view prefix, std::string_view part) {
    if (key.starts_with(prefix) && !std::string_view(key).substr(prefix.size()).starts_with(part))
        key.insert(prefix.size(), part);
    return key;
}

/// The name of a wrapper that stands in front of every key of a file: of a module that runs on several devices, of a compiled
/// one, or of one that holds the network as its "model."; empty if none does. One may stand inside of another.
/// @param first, last  keys in the order of text: what has a prefix stands together, so that if these have it, all have
inline std::string_view wrapperOf(std::string_view first, std::string_view last) {
    for (const std::string_view wrapper : {std::string_view("module."), std::string_view("_orig_mod."), std::string_view("model.")})
        if (first.starts_with(wrapper) && last.starts_with(wrapper)) return wrapper;
    return {};
}

}  // namespace attune
