// A scatter as a file. Pure functions: they run on any thread.
#pragma once

#include <QByteArray>
#include <QStringList>
#include <QVector>
#include <functional>
#include <memory>
#include <vector>

#include "widgets/picture_export.h"
#include "widgets/scatter_legend.h"
#include "widgets/scatter_render.h"

namespace attune {

/// Fields of a CSV that say what its points are.
struct ScatterFields {
    QByteArray titles;                  ///< as the CSV has them, with commas
    std::function<QByteArray(int)> of;  ///< as many fields of a point, on any thread; null: there are none
};

/// What a scatter shows when it is exported. All that is large is shared, so that a million points are taken
/// in no time.
struct ScatterExport {
    std::shared_ptr<const std::vector<ScatterPoint>> positions;
    ScatterScene scene;  ///< without an index one is made
    ScatterFrame frame;
    QColor ground;
    ScatterLegend legend;
    QVector<float> values;    ///< by point; empty unless they give the colours
    QVector<int> categories;  ///< by point; empty unless they give the colours
    QStringList names;        ///< of the categories
    ScatterFields fields = {};
};

/// Up to 20,000 visible points are vectors in SVG and PDF. CSV: point, x, y, value or category, selected, and the
/// fields.
QByteArray exportScatter(const ScatterExport& shown, ExportFormat format);

}  // namespace attune
