// What the metrics of runs are called, the same on every page that draws them.
#pragma once

#include <QVector>

#include "widgets/plot_board.h"

namespace attune {

/// Of policy optimisation and reward training, what counts most first.
QVector<MetricTitle> metricTitles();

}  // namespace attune
