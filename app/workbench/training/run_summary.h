// One line about each run of a kind, as lists of runs show it.
#pragma once

#include <string>
#include <vector>

#include "project/project.h"
#include "workbench/history/run_ends.h"

namespace attune {

struct RunSummary {
    Id id = 0;
    std::string status;   ///< as RunRecord has it
    std::string message;  ///< why it failed or was interrupted
    std::string createdAt;  ///< when it was put into the queue
    std::string device;     ///< that its job asks for
    double seconds = -1;    ///< see durationOf; negative while it is not over
    double result = 0;    ///< what counts most of its kind: the rank correlation, the mean reward; NaN for none

    bool canBeResumed() const {
        return status == "interrupted" || status == "failed" || status == "cancelled" || status == "queued";
    }
};

/// The metric whose last value is the result of a run of this kind; empty where it is in its report.
std::string resultMetric(const std::string& kind);

/// Newest first. @param kind  "train_reward" or "optimize". @param ends  of the same project
std::vector<RunSummary> runSummaries(Project& project, const std::string& kind, RunEndsReader& ends);

}  // namespace attune
