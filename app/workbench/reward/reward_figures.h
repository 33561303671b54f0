// The numbers of a reward model's report that say how far to trust it.
#pragma once

#include "data/json.h"
#include "widgets/figure_row.h"

namespace attune {

/// @param report  of a run that trained a reward model
/// @return what was measured, the most telling first; what was not is left out
QVector<Figure> rewardFigures(const Json& report);

}  // namespace attune
