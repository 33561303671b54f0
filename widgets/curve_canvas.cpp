#include <cmath>

#include "widgets/curve_lines.h"
#include "widgets/curve_raster.h"
#include "widgets/curve_view.h"
#include "widgets/theme.h"

namespace attune {

namespace {

/// Beyond so many line segments the column rasteriser is used: QPainter would miss the frame.
constexpr std::size_t kFineSegments = 6000;
/// Points farther apart than this are marked, so that one sees which values were measured.
constexpr double kMarkerDistance = 24;
/// QCustomPlot puts an axis' lower end on the last row of pixels, not below it; curves must meet its grid lines.
constexpr double kAxisOffset = 1;

}  // namespace

/// One curve as it will be drawn.
struct CurveCanvas::Stroke {
    std::vector<Polyline> lines;
    QPen pen;
    bool markers = false;
};

CurveCanvas::CurveCanvas(QCustomPlot* plot, const CurveSet& curves)
    : QCPLayerable(plot, QStringLiteral("main")), m_curves(curves) {}

QRect CurveCanvas::clipRect() const {
    return parentPlot()->axisRect()->rect();
}

void CurveCanvas::applyDefaultAntialiasingHint(QCPPainter* painter) const {
    applyAntialiasingHint(painter, true, QCP::aePlottables);
}

std::size_t CurveCanvas::segments() const {
    const std::size_t most = 4 * static_cast<std::size_t>(std::max(clipRect().width(), 0));
    std::size_t sum = 0;
    for (int i = 0; i < m_curves.count(); ++i)
        if (m_curves[i].visible)
            sum += std::min(m_curves[i].data.size(), most) * (m_curves.smoothing() > 0 ? 2 : 1);
    return sum;
}

std::vector<CurveCanvas::Stroke> CurveCanvas::strokes(const QRectF& pixels) const {
    const QCPRange x = parentPlot()->xAxis->range(), y = parentPlot()->yAxis->range();
    const bool logarithmic = parentPlot()->yAxis->scaleType() == QCPAxis::stLogarithmic;
    const CurveFrame frame{pixels, x.lower, x.upper, y.lower, y.upper, logarithmic};
    std::vector<Stroke> raw, main;
    for (int i = 0; i < m_curves.count(); ++i) {
        const Curve& curve = m_curves[i];
        if (!curve.visible) continue;
        const bool smoothed = m_curves.smoothing() > 0;
        QColor colour = theme::series(curve.style.colour);
        Stroke stroke{curveLines(curve.data, smoothed, frame), QPen(colour, 1.6), false};
        stroke.pen.setJoinStyle(Qt::RoundJoin);
        const double visible =
            static_cast<double>(curve.data.size()) * x.size() /
            std::max(x.size(), curve.data.size() ? curve.data.x().back() - curve.data.x().front() : 0);
        stroke.markers = frame.pixels.width() / std::max(visible, 1.0) > kMarkerDistance;
        main.push_back(std::move(stroke));
        if (!smoothed) continue;
        colour.setAlphaF(0.5F);
        raw.push_back({curveLines(curve.data, false, frame), QPen(colour, 1), false});
    }
    raw.insert(raw.end(), std::make_move_iterator(main.begin()), std::make_move_iterator(main.end()));
    return raw;
}

void CurveCanvas::draw(QCPPainter* painter) {
    if (!m_curves.hasPoints()) {
        painter->setPen(theme::quietText());
        painter->setFont(theme::font(theme::Text::Body));
        painter->drawText(clipRect(), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
        return;
    }
    const bool screen = !painter->modes().testFlag(QCPPainter::pmVectorized);
    if (screen && segments() > kFineSegments)
        drawDense(painter);
    else
        drawFine(painter, strokes(QRectF(clipRect()).translated(0, -kAxisOffset)));
}

void CurveCanvas::drawDense(QCPPainter* painter) const {
    const QRect rect = clipRect();
    const double ratio = painter->device()->devicePixelRatioF();
    const QSize size = rect.size() * ratio;
    CurveRaster raster(size);
    for (const Stroke& stroke : strokes(QRectF(QPointF(0, -kAxisOffset * ratio), QSizeF(size))))
        for (const Polyline& line : stroke.lines)
            raster.draw(line, stroke.pen.color(), stroke.pen.widthF() * ratio);
    QImage image = raster.image();
    image.setDevicePixelRatio(ratio);
    painter->drawImage(rect.topLeft(), image);
}

void CurveCanvas::drawFine(QCPPainter* painter, const std::vector<Stroke>& strokes) const {
    const QRectF frame = QRectF(clipRect()).adjusted(-1, -1 - kAxisOffset, 1, 1);
    for (const Stroke& stroke : strokes) {
        for (const Polyline& line : stroke.lines) {
            painter->setPen(stroke.pen);
            painter->setBrush(Qt::NoBrush);
            painter->drawPolyline(line.data(), static_cast<int>(line.size()));
            if (line.size() > 1 && !stroke.markers) continue;
            painter->setPen(Qt::NoPen);
            painter->setBrush(stroke.pen.color());
            // The first and the last value lie on the frame: their marks are not cut in half.
            painter->setClipping(false);
            for (const QPointF& p : line)
                if (frame.contains(p)) painter->drawEllipse(p, 2.5, 2.5);
            painter->setClipping(true);
        }
    }
}

}  // namespace attune
