// JSON in the one dialect of the project: strict parsing, errors that name the file and the key.
#pragma once

#include <filesystem>
#include <functional>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <type_traits>

#include "data/error.h"

namespace attune {

using Json = nlohmann::json;

/// @param name  what the text is, for the message. @throws Error on malformed JSON or invalid UTF-8.
Json parseJson(std::string_view text, const std::string& name);

/// @throws Error if the file cannot be read, is larger than `maxBytes` or is not JSON.
Json readJsonFile(const std::filesystem::path& path, std::uint64_t maxBytes = std::uint64_t{1} << 28);

/// Calls `visit(line number from 1, value)` for each non-blank line. @throws Error naming the bad line.
void readJsonLines(const std::filesystem::path& path, const std::function<void(std::size_t, const Json&)>& visit);

/// The text of a value: compact, or indented by two spaces. Invalid UTF-8 is replaced, never thrown at.
std::string dumpJson(const Json& value, bool indented = false);

/// The value under `key`. @throws Error if it is missing or of another type.
template <typename T>
T required(const Json& object, const char* key) {
    const auto at = object.is_object() ? object.find(key) : object.end();
    if (!object.is_object() || at == object.end()) throw Error(std::string("the field \"") + key + "\" is missing");
    const auto wrongType = [&] {
        return Error(std::string("the field \"") + key + "\" has the wrong type", "it holds " + dumpJson(*at).substr(0, 80));
    };
    // A number of forty digits is read as a floating one, which the library would cast to T whatever it holds.
    if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>)
        if (at->is_number_float()) {
            const auto number = at->template get<double>();
            if (!(number >= static_cast<double>(std::numeric_limits<T>::lowest()) && number < static_cast<double>(std::numeric_limits<T>::max())))
                throw wrongType();
        }
    try {
        return at->template get<T>();
    } catch (const Json::exception&) {
        throw wrongType();
    }
}

/// The value under `key`, or `fallback` where it is missing or null. @throws Error if it is of another type.
template <typename T>
T optional(const Json& object, const char* key, T fallback) {
    if (!object.is_object()) return fallback;
    const auto at = object.find(key);
    return at == object.end() || at->is_null() ? fallback : required<T>(object, key);
}

}  // namespace attune
