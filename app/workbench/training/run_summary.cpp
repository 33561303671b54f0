#include "workbench/training/run_summary.h"

#include <algorithm>
#include <limits>

namespace attune {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

double resultOf(Project& project, const RunRecord& run) {
    if (run.kind == "train_reward") {
        for (const auto& model : project.models().ofRun(run.id))
            if (const Json report = optional(model.info, "report", Json::object()); report.contains("spearman"))
                return optional(report, "spearman", kNone);
        return kNone;
    }
    const auto scores = project.metrics().list(run.id, "objective/scores");
    return scores.empty() ? kNone : scores.back().value;
}

}  // namespace

std::vector<RunSummary> runSummaries(Project& project, const std::string& kind, RunEndsReader& ends) {
    std::vector<RunSummary> result;
    for (const auto& run : project.runs().list()) {
        if (run.kind != kind) continue;
        RunSummary summary;
        summary.id = run.id;
        summary.status = run.status;
        summary.message = run.message;
        summary.createdAt = run.createdAt;
        const double seconds = durationOf(ends.read(run.id, project.runsFolder() / run.folder));
        if (seconds >= 0) summary.seconds = seconds;
        summary.result = resultOf(project, run);
        result.push_back(summary);
    }
    std::reverse(result.begin(), result.end());
    return result;
}

}  // namespace attune
