// Checks that every family makes of the numbers in a config.json, before any memory is taken for them.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "data/json.h"

namespace attune {

/// @throws Error unless 1 <= value <= max
inline void checkSize(const char* key, std::int64_t value, std::int64_t max) {
    if (value < 1 || value > max)
        throw Error(std::string("the option ") + key + " cannot be " + std::to_string(value),
                    "it lies between 1 and " + std::to_string(max));
}

/// Height and width from one number or from [height, width].
inline std::pair<std::int64_t, std::int64_t> sizeOption(const Json& config, const char* key,
                                                        std::int64_t fallback) {
    const auto at = config.find(key);
    if (at == config.end() || !at->is_array()) {
        const auto side = optional(config, key, fallback);
        return {side, side};
    }
    const auto sides = required<std::vector<std::int64_t>>(config, key);
    if (sides.size() != 2) throw Error(std::string("the option ") + key + " is neither a number nor two");
    return {sides[0], sides[1]};
}

}  // namespace attune
