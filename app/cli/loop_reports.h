// What commands of the loop print of a run's report.
#pragma once

#include "data/json.h"

namespace attune::cli {

/// @param r  with "scored", how many captions the reward model scored afterwards, if it did
void printRewardReport(const Json& r);
/// A table of metrics, and how they differ from another captioner's where there is one.
void printEvaluation(const Json& r);
/// @param r  with "current" {id, name}, the captioner that new work starts from
void printOptimization(const Json& r);

}  // namespace attune::cli
