// From a model or run of the history to what its panel shows.
#pragma once

#include "workbench/history/details_panel.h"

namespace attune {

Details detailsOf(const HistoryModel& model, const HistoryData& data);
Details detailsOf(const HistoryRun& run, const HistoryData& data);

}  // namespace attune
