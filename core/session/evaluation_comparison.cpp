#include "session/evaluation_comparison.h"

#include "data/json.h"

namespace attune {

namespace {

/// The captions of an evaluation as they are compared.
std::vector<MeasuredCaption> captionsOf(const RunFolder& folder, const std::string& mode) {
    std::vector<MeasuredCaption> captions;
    const auto file = folder.outputs() / "captions.jsonl";
    if (!std::filesystem::exists(file)) return captions;
    readJsonLines(file, [&](std::size_t, const Json& row) {
        if (optional<std::string>(row, "mode", {}) != mode) return;
        MeasuredCaption caption{required<std::int64_t>(row, "image"), optional<std::string>(row, "text", {})};
        for (const char* name : {"gold", "reward", "kl"})
            if (row.contains(name)) caption.values[name] = required<double>(row, name);
        captions.push_back(std::move(caption));
    });
    return captions;
}

}  // namespace

std::map<std::string, MetricDifference> compareEvaluations(const RunFolder& a, const RunFolder& b, const std::string& mode) {
    CaptionReferences references;
    for (const Json& row : b.inputs("images"))
        references[required<std::int64_t>(row, "id")] = optional(row, "references", std::vector<std::string>());
    return compareCaptions(captionsOf(a, mode), captionsOf(b, mode), references);
}

}  // namespace attune
