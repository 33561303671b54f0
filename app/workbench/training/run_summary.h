// One line about each run of a kind, as lists of runs show it.
#pragma once

#include <string>
#include <vector>

#include "project/project.h"

namespace attune {

struct RunSummary {
    Id id = 0;
    std::string status;   ///< as RunRecord has it
    std::string message;  ///< why it failed or was interrupted
    std::string startedAt;
    double seconds = -1;  ///< from being made to its end; negative while it has none
    double result = 0;    ///< what counts most of its kind: Spearman's correlation, the mean reward; NaN for none

    bool canBeResumed() const { return status == "interrupted" || status == "cancelled" || status == "queued"; }
};

/// Newest first. @param kind  "train_reward" or "optimize"
std::vector<RunSummary> runSummaries(Project& project, const std::string& kind);

}  // namespace attune
