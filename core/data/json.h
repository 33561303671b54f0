// JSON in the one dialect of the project: strict parsing, errors that name the file and the key.
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

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

/// Whether a value is a whole number of the range, "3.0" included. A fraction, a switch and what lies outside of 2^53
/// with a point are not: the library would cast each of them to an integer, whatever it holds.
bool isWholeNumber(const Json& value, std::int64_t lowest, std::uint64_t highest);

namespace detail {

template <typename T>
constexpr bool isInteger = std::is_integral_v<T> && !std::is_same_v<T, bool>;

template <typename T>
struct JsonShape {
    static bool fits(const Json& value) {
        if constexpr (isInteger<T>)
            return isWholeNumber(value, std::numeric_limits<T>::lowest(), std::numeric_limits<T>::max());
        else
            return !std::is_floating_point_v<T> || value.is_number();
    }
};

template <typename T>
struct JsonShape<std::vector<T>> {
    static bool fits(const Json& value) { return value.is_array() && std::all_of(value.begin(), value.end(), JsonShape<T>::fits); }
};

}  // namespace detail

/// The value under `key`. @throws Error if it is missing or of another type.
template <typename T>
T required(const Json& object, const char* key) {
    const auto at = object.is_object() ? object.find(key) : object.end();
    if (!object.is_object() || at == object.end()) throw Error(std::string("the field \"") + key + "\" is missing");
    const auto wrongType = [&] {
        const std::string field = std::string("the field \"") + key + "\"", why = "it holds " + dumpJson(*at).substr(0, 80);
        if (!detail::isInteger<T>) return Error(field + " has the wrong type", why);
        return Error(field + (detail::JsonShape<std::int64_t>::fits(*at) ? " is out of range" : " is not a whole number"), why);
    };
    if (!detail::JsonShape<T>::fits(*at)) throw wrongType();
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
