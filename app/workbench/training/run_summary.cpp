#include "workbench/training/run_summary.h"

#include <QDateTime>
#include <algorithm>
#include <limits>

namespace attune {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

QDateTime time(const std::string& iso) { return QDateTime::fromString(QString::fromStdString(iso), Qt::ISODateWithMs); }

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

std::vector<RunSummary> runSummaries(Project& project, const std::string& kind) {
    std::vector<RunSummary> result;
    for (const auto& run : project.runs().list()) {
        if (run.kind != kind) continue;
        RunSummary summary;
        summary.id = run.id;
        summary.status = run.status;
        summary.message = run.message;
        summary.startedAt = run.createdAt;
        const QDateTime from = time(run.createdAt), to = time(run.endedAt);
        if (from.isValid() && to.isValid()) summary.seconds = static_cast<double>(from.msecsTo(to)) / 1000;
        summary.result = resultOf(project, run);
        result.push_back(summary);
    }
    std::reverse(result.begin(), result.end());
    return result;
}

}  // namespace attune
