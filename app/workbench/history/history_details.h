// From a model or run of the history to what its panel shows.
#pragma once

#include "workbench/history/details_panel.h"

namespace attune {

class RunQueue;

Details detailsOf(const HistoryModel& model, const HistoryData& data);
/// @param live  knows whether the run waits
Details detailsOf(const HistoryRun& run, const HistoryData& data, const RunQueue& live);

}  // namespace attune
