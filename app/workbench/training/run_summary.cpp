#include "workbench/training/run_summary.h"

#include <algorithm>
#include <limits>

#include "workbench/training/spearman.h"

namespace attune {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

double resultOf(Project& project, const RunRecord& run, const Json& report) {
    if (run.kind == "train_reward") return spearmanOf(report).value_or(kNone);
    const auto scores = project.metrics().list(run.id, resultMetric(run.kind));
    return scores.empty() ? kNone : scores.back().value;
}

}  // namespace

std::string resultMetric(const std::string& kind) { return kind == "optimize" ? "objective/scores" : std::string(); }

std::vector<RunSummary> runSummaries(Project& project, const std::string& kind, RunEndsReader& ends) {
    std::vector<RunSummary> result;
    for (const auto& run : project.runs().list()) {
        if (run.kind != kind) continue;
        RunSummary summary;
        summary.id = run.id;
        summary.status = run.status;
        summary.message = run.message;
        summary.createdAt = run.createdAt;
        summary.device = optional<std::string>(run.job, "device", {});
        const RunEnds& told = ends.read(run.id, project.runsFolder() / run.folder);
        const double seconds = durationOf(told);
        if (seconds >= 0) summary.seconds = seconds;
        summary.result = resultOf(project, run, told.report);
        result.push_back(summary);
    }
    std::reverse(result.begin(), result.end());
    return result;
}

}  // namespace attune
