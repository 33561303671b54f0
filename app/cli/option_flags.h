// Command-line options made from the description of a job's options.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "data/options.h"

namespace attune::cli {

/// "learning_rate" -> "--learning-rate"
inline std::string flagOf(std::string name) {
    for (char& c : name)
        if (c == '_') c = '-';
    return "--" + name;
}

/// The text of a flag as JSON of the same type as the default. @throws CLI::ValidationError
inline Json valueFromText(const OptionDescription& option, const std::string& text) {
    if (option.defaultValue.is_string()) return text;
    const Json value = Json::parse(text, nullptr, false);
    const bool fits = option.defaultValue.is_boolean()          ? value.is_boolean()
                      : option.defaultValue.is_number_integer() ? value.is_number_integer()
                                                                : value.is_number();
    if (!fits)
        throw CLI::ValidationError(flagOf(option.name) + " cannot be \"" + text + "\": it is " +
                                   (option.defaultValue.is_boolean()          ? "true or false"
                                    : option.defaultValue.is_number_integer() ? "a whole number"
                                                                              : "a number"));
    return value;
}

/// What stands behind a flag in its help: "TEXT:{greedy,sample,beam}", "INT", ...
inline std::string typeOf(const OptionDescription& option) {
    if (option.defaultValue.is_boolean()) return "true|false";
    if (option.defaultValue.is_number()) return option.defaultValue.is_number_integer() ? "INT" : "NUMBER";
    std::string choices;
    for (const auto& choice : option.info.choices) choices += (choices.empty() ? "" : ",") + choice;
    return choices.empty() ? "TEXT" : "TEXT:{" + choices + "}";
}

/// "; needs --trunk lora or full": what must be chosen for it to be read; empty where nothing
inline std::string needOf(const OptionDescription& option) {
    const auto& need = option.info.needs;
    if (need.option.empty()) return {};
    std::string values;
    for (const auto& value : need.values) values += (values.empty() ? " " : " or ") + value;
    return "; needs " + flagOf(need.option) + (values.empty() ? " above 0" : values);
}

/// The message of optionsFromJson, with the flag's name in the place of the option's.
template <class Options>
std::string messageForFlags(std::string message) {
    for (const auto& option : describeOptions<Options>()) {
        const std::string named = "the option " + option.name + " ";
        if (message.starts_with(named)) return flagOf(option.name) + " " + message.substr(named.size());
    }
    return message;
}

/// Adds a flag for each option of the struct; what the user gives is collected in `target`, to be checked by the job.
template <class Options>
void addOptionFlags(CLI::App* command, const std::shared_ptr<Json>& target, const std::string& group = "Job options") {
    *target = Json::object();
    for (const auto& option : describeOptions<Options>()) {
        std::string help = option.info.help + " [" + dumpJson(option.defaultValue) +
                           (option.info.unit.empty() ? "" : " " + option.info.unit) + needOf(option) + "]";
        command
            ->add_option_function<std::string>(
                flagOf(option.name),
                [target, option](const std::string& text) { (*target)[option.name] = valueFromText(option, text); }, help)
            ->group(group)
            ->type_name(typeOf(option));
    }
    // Wrong values are the user's typing, not a failed job: they are told before anything starts.
    command->parse_complete_callback([target] {
        try {
            optionsFromJson<Options>(*target);
        } catch (const Error& e) {
            throw CLI::ValidationError(messageForFlags<Options>(e.what()));
        }
    });
}

}  // namespace attune::cli
