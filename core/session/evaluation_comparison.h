// Two evaluations of the same pictures, side by side.
#pragma once

#include <map>
#include <string>

#include "protocol/run_folder.h"
#include "text/caption_comparison.h"

namespace attune {

/// By how much the metrics of `b` differ from those of `a`, from the captions that both runs wrote.
/// @param mode  "greedy" or "sample" @return empty where they have no captions of the same pictures @throws Error
std::map<std::string, MetricDifference> compareEvaluations(const RunFolder& a, const RunFolder& b, const std::string& mode);

}  // namespace attune
