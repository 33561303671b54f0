#include "decoding.h"

#include <CLI/CLI.hpp>

namespace attune::cli {

GenerationOptions decodingFromFlags(const Json& given, const std::string& defaultMode) {
    Json options = given;
    std::string samples, searches;  // an option that asks for the mode
    for (const char* name : {"temperature", "top_k", "top_p"})
        if (given.contains(name)) samples = name;
    for (const char* name : {"length_penalty", "early_stopping"})
        if (given.contains(name)) searches = name;
    if (given.value("beams", 1) > 1) searches = "beams";
    if (!options.contains("mode")) options["mode"] = !searches.empty() ? "beam" : !samples.empty() ? "sample" : defaultMode;
    const auto mode = options["mode"].get<std::string>();
    if (mode != "sample" && !samples.empty())
        throw CLI::ValidationError(samples, "has a meaning only when captions are sampled");
    if (mode != "beam" && !searches.empty()) throw CLI::ValidationError(searches, "has a meaning only with beam search");
    return optionsFromJson<GenerationOptions>(options);
}

}  // namespace attune::cli
