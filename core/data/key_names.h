// Files of different ages and programs call the same weights differently: what their names differ by.
#pragma once

#include <string>
#include <string_view>

namespace attune {

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

}  // namespace attune
