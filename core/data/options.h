// One description of every option of a job, from which JSON, the command line and the forms are made.
//
// An options struct has defaults and one static member template that shows each field once:
//
//     struct RewardOptions {
//         double learningRate = 1e-3;
//         template <class Self, class Visitor>
//         static void visit(Self& o, Visitor&& v) {
//             v("learning_rate", o.learningRate, {.help = "Step size of AdamW.", .min = 0});
//         }
//     };
//
// Fields may be bool, int, std::int64_t, double or std::string.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <type_traits>
#include <vector>

#include "data/json.h"

namespace attune {

/// What must be chosen for an option to be read at all.
struct OptionNeed {
    std::string option = {};               ///< another of the same struct; empty: always read
    std::vector<std::string> values = {};  ///< it is one of these, a switch "true" or "false"; empty: it is a number above 0
};

/// What a form, a tooltip or `--help` says about an option.
struct OptionInfo {
    std::string help = {};
    std::string unit = {};
    double min = -std::numeric_limits<double>::infinity();
    double max = std::numeric_limits<double>::infinity();
    std::vector<std::string> choices = {};  ///< for text: the allowed values; empty means any
    OptionNeed needs = {};                  ///< without it the option keeps its default
};

struct OptionDescription {
    std::string name;
    Json defaultValue;
    OptionInfo info;
};

namespace detail {

template <class T>
void checkOption(const char* name, const T& value, const OptionInfo& info) {
    if constexpr (std::is_same_v<T, std::string>) {
        if (info.choices.empty()) return;
        std::string all;
        for (const auto& choice : info.choices) {
            if (choice == value) return;
            all += (all.empty() ? "" : ", ") + choice;
        }
        throw Error(std::string("the option ") + name + " cannot be \"" + value + "\"", "it is one of " + all);
    } else if constexpr (!std::is_same_v<T, bool>) {
        const double number = static_cast<double>(value);
        if (std::isfinite(number) && number >= info.min && number <= info.max) return;
        const auto limit = [](double at) { return dumpJson(std::is_integral_v<T> ? Json(static_cast<std::int64_t>(at)) : Json(at)); };
        const std::string least = std::isinf(info.min) ? "" : limit(info.min), most = std::isinf(info.max) ? "" : limit(info.max);
        throw Error(std::string("the option ") + name + " cannot be " + dumpJson(Json(value)),
                    std::isinf(info.max)   ? "it is at least " + least
                    : std::isinf(info.min) ? "it is at most " + most
                                           : "it lies between " + least + " and " + most);
    }
}

inline bool isMet(const OptionNeed& need, const Json& options) {
    const Json& other = options.at(need.option);
    if (need.values.empty()) return other.get<double>() > 0;
    const std::string value = other.is_string() ? other.get<std::string>() : dumpJson(other);
    return std::find(need.values.begin(), need.values.end(), value) != need.values.end();
}

/// @param options, defaults  of one struct, as objects
inline void checkNeeds(const std::map<std::string, OptionNeed>& needs, const Json& options, const Json& defaults) {
    for (const auto& [name, need] : needs) {
        if (isMet(need, options) || options.at(name) == defaults.at(name)) continue;
        std::string readers;
        for (const auto& value : need.values) readers += (readers.empty() ? "" : "/") + value;
        throw Error("the option " + name + " cannot be " + dumpJson(options.at(name)),
                    readers.empty() ? "it is read only with " + need.option + " above 0"
                                    : "it is read only with " + need.option + " set to " + readers,
                    "leave it out, or set " + need.option);
    }
}

}  // namespace detail

template <class Options>
Json optionsToJson(const Options& options) {
    Json object = Json::object();
    Options::visit(options, [&](const char* name, const auto& value, const OptionInfo&) { object[name] = value; });
    return object;
}

/// Defaults, overridden by what `object` holds. @throws Error on an unknown name, a wrong type, a value out of range, or one
/// that is not the default where the others leave it unread: every option is used or rejected.
template <class Options>
Options optionsFromJson(const Json& object) {
    if (!object.is_null() && !object.is_object()) throw Error("the options are not a JSON object");
    Options options;
    std::size_t used = 0;
    std::map<std::string, OptionNeed> needs;
    Options::visit(options, [&](const char* name, auto& value, const OptionInfo& info) {
        using T = std::decay_t<decltype(value)>;
        if (object.is_object() && object.contains(name)) {
            value = required<T>(object, name);
            ++used;
        }
        detail::checkOption(name, value, info);
        if (!info.needs.option.empty()) needs.emplace(name, info.needs);
    });
    if (object.is_object() && used != object.size()) {
        const Json known = optionsToJson(options);
        for (const auto& [key, value] : object.items())
            if (!known.contains(key)) throw Error("the option \"" + key + "\" is not known here");
    }
    if (!needs.empty()) detail::checkNeeds(needs, optionsToJson(options), optionsToJson(Options()));
    return options;
}

template <class Options>
std::vector<OptionDescription> describeOptions() {
    std::vector<OptionDescription> all;
    const Options defaults;
    Options::visit(defaults, [&](const char* name, const auto& value, const OptionInfo& info) {
        all.push_back({name, Json(value), info});
    });
    return all;
}

}  // namespace attune
