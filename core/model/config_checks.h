// Checks that every family makes of the numbers in a config.json, before any memory is taken for them.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

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

/// The first of the places that holds the key; null where none does.
inline Json firstOf(const std::vector<const Json*>& places, const char* key) {
    for (const Json* place : places)
        if (place->is_object())
            if (const auto at = place->find(key); at != place->end() && !at->is_null()) return *at;
    return {};
}

/// One id or several; none where the value is null. @throws Error if one is not in the vocabulary
inline std::vector<std::int64_t> tokenIds(const Json& value, const char* key, std::int64_t vocabulary) {
    std::vector<std::int64_t> ids;
    if (value.is_null()) return ids;
    for (const Json& id : value.is_array() ? value : Json::array({value})) {
        if (!id.is_number_integer() || id.get<std::int64_t>() < 0 || id.get<std::int64_t>() >= vocabulary)
            throw Error(std::string("the option ") + key + " is not a token of the vocabulary");
        ids.push_back(id.get<std::int64_t>());
    }
    return ids;
}

}  // namespace attune
