// Our colours and fonts on QCustomPlot, and drawing it into any device.
#pragma once

#include <QRect>

class QCustomPlot;
class QCPAxis;
class QPaintDevice;

namespace attune {

/// Sets palette, fonts and quiet grid lines; call again when the palette changes.
void themePlot(QCustomPlot& plot);
/// Keeps the numbers at the ends of the axes whole: QCustomPlot leaves out those that the plot's edge would cut.
/// @param left  pixels, where plots below each other are to begin at one line
void setLeastMargins(QCustomPlot& plot, int left = 0);
/// Linear or logarithmic with ticks at whole powers.
void setLogAxis(QCPAxis& axis, bool logarithmic);
/// Linear, with ticks at whole numbers alone: for what is counted, as rounds and steps are.
void setWholeAxis(QCPAxis& axis);
/// Draws the plot into the area of a device that a painter may be begun on (image, SVG, PDF).
void paintPlot(QCustomPlot& plot, QPaintDevice& device, const QRect& area);

}  // namespace attune
