// What the metrics of runs are called, the same on every page that draws them.
#pragma once

#include <QVector>

#include "widgets/plot_board.h"

namespace attune {

/// Of policy optimisation, what counts most first, then of reward training.
QVector<MetricTitle> metricTitles();

}  // namespace attune
