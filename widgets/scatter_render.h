// Draws a scatter of up to millions of points into an image. Pure functions: they run on any thread.
#pragma once

#include <QColor>
#include <QImage>
#include <QPolygonF>
#include <memory>
#include <vector>

#include "widgets/scatter_dots.h"
#include "widgets/scatter_index.h"

namespace attune {

/// Which part of the plane is seen: one scale for both axes, since distances are what a layout is about. y
/// points up.
struct ScatterFrame {
    QPointF centre;    ///< in the plane, at the middle of the picture
    double scale = 1;  ///< pixels per unit
    QSize size;        ///< of the picture, in logical pixels

    QPointF toPixel(QPointF plane) const;
    QPointF toPlane(QPointF pixel) const;
    /// Of the whole picture, in the plane.
    QRectF area() const;
    bool operator==(const ScatterFrame&) const = default;
};

/// Frame that shows all of the bounds with a margin.
ScatterFrame fitFrame(const QRectF& bounds, QSize size);

struct ScatterStyle {
    double diameter = 4;  ///< of a point, logical pixels
    double opacity = 1;
    QRgb outline = 0;  ///< around selected points
    QRgb missing = 0;  ///< of points without a colour
};

/// Everything a picture is made of; shared with the thread that draws it, so never changed, only replaced.
struct ScatterScene {
    std::shared_ptr<const ScatterIndex> index;
    std::shared_ptr<const std::vector<QRgb>> colours;     ///< by point
    std::shared_ptr<const std::vector<quint8>> selected;  ///< by point, not 0: selected; empty: none is
    ScatterStyle style;
    std::shared_ptr<const ScatterDots> dots = {};  ///< of this scene or an earlier one: see withDots()
};

/// The scene with dots that are its own, which to draw it needs.
ScatterScene withDots(ScatterScene scene);

/// @param ratio  device pixels per logical pixel. Dots that are not of this scene are made anew, for this picture alone.
QImage renderScatter(const ScatterScene& scene, const ScatterFrame& frame, double ratio);

/// Sets `flags[point] = value` for every point that lies in the polygon as it is seen, to the pixel.
void markInside(const ScatterIndex& index, const ScatterFrame& frame, const QPolygonF& polygon,
                std::vector<quint8>& flags, quint8 value);

}  // namespace attune
