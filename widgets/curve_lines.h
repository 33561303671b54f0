// Turns the points of a curve into the polylines that a picture of a given width can show, spikes and gaps
// kept.
#pragma once

#include <QPointF>
#include <QRectF>
#include <vector>

#include "widgets/curve_series.h"

namespace attune {

/// Values to pixels: x linear, y linear or logarithmic.
struct CurveFrame {
    QRectF pixels;
    double left = 0, right = 1;  ///< x of the picture's edges
    double low = 0, high = 1;    ///< y of the picture's edges
    bool logarithmic = false;
    double pixelX(double x) const;
    double pixelY(double y) const;
    bool showsY(double y) const;  ///< false for NaN, infinite, and what a log axis cannot show
};

using Polyline = std::vector<QPointF>;

/// Polylines of at most about four points per pixel column, whatever the number of values. Stretches that
/// share a column are drawn from their smallest to their largest value.
std::vector<Polyline> curveLines(const CurveSeries& series, bool smoothed, const CurveFrame& frame);

}  // namespace attune
