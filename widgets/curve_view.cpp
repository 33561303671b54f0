#include "widgets/curve_view.h"

#include <QRubberBand>
#include <cmath>

#include "widgets/plot_theme.h"
#include "widgets/theme.h"

namespace attune {

namespace {

constexpr double kNoCursor = std::numeric_limits<double>::quiet_NaN();
constexpr int kSmallestBand = 6;  // pixels: a click that trembles is no rectangle

/// The range with a margin; a single value gets room around it.
QCPRange withMargin(double low, double high, bool logarithmic) {
    if (!(low <= high)) return logarithmic ? QCPRange(0.1, 1) : QCPRange(0, 1);
    if (logarithmic) {
        const double margin = high > low ? std::pow(high / low, 0.05) : 2;
        return {low / margin, high * margin};
    }
    const double margin = high > low ? (high - low) * 0.05 : high != 0 ? std::abs(high) * 0.5 : 0.5;
    return {low - margin, high + margin};
}

}  // namespace

CurveView::CurveView(const CurveSet& curves, QWidget* parent)
    : QCustomPlot(parent),
      m_curves(curves),
      m_band(new QRubberBand(QRubberBand::Rectangle, this)),
      m_cursor(kNoCursor) {
    m_canvas = new CurveCanvas(this, curves);
    addLayer(QStringLiteral("cursor"), layer(QStringLiteral("main")));
    layer(QStringLiteral("cursor"))->setMode(QCPLayer::lmBuffered);
    m_cursorLine = new QCPItemStraightLine(this);
    m_cursorLine->setLayer(QStringLiteral("cursor"));
    m_cursorLine->setVisible(false);
    setWholeAxis(*xAxis);
    setLogAxis(*yAxis, false);
    axisRect()->setMinimumMargins(QMargins(8, 8, 12, 4));
    setFocusPolicy(Qt::StrongFocus);
    setMinimumHeight(120);
}

void CurveView::follow() {
    m_following = true;
    refresh();
    Q_EMIT zoomed();
}

void CurveView::setLogScale(bool on) {
    if (m_logarithmic == on) return;
    m_logarithmic = on;
    setLogAxis(*yAxis, on);
    m_following = true;  // the range of the other scale says nothing here
    refresh();
}

void CurveView::fitAxes() {
    const Extent x = m_curves.xExtent();
    if (x.isEmpty()) {
        xAxis->setRange(0, 1);
        yAxis->setRange(withMargin(1, 0, m_logarithmic));
        return;
    }
    if (x.high > x.low)
        xAxis->setRange(x.low, x.high);
    else
        xAxis->setRange(x.low - 0.5, x.high + 0.5);
    const Extent y = m_curves.yExtent(x.low, x.high);
    yAxis->setRange(withMargin(m_logarithmic ? y.lowPositive : y.low, y.high, m_logarithmic));
}

void CurveView::refresh() {
    if (m_following) fitAxes();
    const bool any = m_curves.hasPoints();
    xAxis->setTickLabels(any);
    yAxis->setTickLabels(any);
    xAxis->grid()->setVisible(any);
    yAxis->grid()->setVisible(any);
    m_cursorLine->setPen(QPen(theme::quietText(), 1, Qt::DashLine));
    replot(QCustomPlot::rpQueuedRefresh);
}

void CurveView::showCursor(double x) {
    if (x == m_cursor || (std::isnan(x) && std::isnan(m_cursor))) return;
    m_cursor = x;
    m_cursorLine->setVisible(!std::isnan(x));
    m_cursorLine->point1->setCoords(x, m_logarithmic ? 1 : 0);
    m_cursorLine->point2->setCoords(x, m_logarithmic ? 2 : 1);
    layer(QStringLiteral("cursor"))->replot();
}

void CurveView::startManual() {
    m_following = false;
    Q_EMIT zoomed();
}

void CurveView::zoom(double factor, QPointF at) {
    if (!m_curves.hasPoints()) return;
    const QRect inner = axisRect()->rect();
    // On an axis only that axis is zoomed.
    const bool onX = at.y() <= inner.bottom() ? at.x() >= inner.left() : true;
    const bool onY = at.x() >= inner.left() ? at.y() <= inner.bottom() : true;
    startManual();
    if (onX) xAxis->scaleRange(factor, xAxis->pixelToCoord(at.x()));
    if (onY) yAxis->scaleRange(factor, yAxis->pixelToCoord(at.y()));
    refresh();
}

void CurveView::mousePressEvent(QMouseEvent* event) {
    m_pressedAt = event->pos();
    if (event->button() == Qt::MiddleButton) {
        m_panning = true;
        m_pannedFrom = event->position();
        setCursor(Qt::ClosedHandCursor);
    } else if (event->button() == Qt::LeftButton) {
        m_banding = true;
    }
    event->accept();
}

void CurveView::mouseMoveEvent(QMouseEvent* event) {
    if (m_panning && m_curves.hasPoints()) {
        startManual();
        const auto shift = [](QCPAxis* axis, double from, double to) {
            const double a = axis->pixelToCoord(from), b = axis->pixelToCoord(to);
            if (axis->scaleType() == QCPAxis::stLogarithmic)
                axis->setRange(axis->range() * (a / b));
            else
                axis->moveRange(a - b);
        };
        shift(xAxis, m_pannedFrom.x(), event->position().x());
        shift(yAxis, m_pannedFrom.y(), event->position().y());
        m_pannedFrom = event->position();
        refresh();
    } else if (m_banding && (event->pos() - m_pressedAt).manhattanLength() >= kSmallestBand) {
        m_band->setGeometry(QRect(m_pressedAt, event->pos()).normalized() & axisRect()->rect());
        m_band->show();
    }
    const double x = xAxis->pixelToCoord(event->position().x());
    if (axisRect()->rect().contains(event->pos()) && m_curves.hasPoints())
        Q_EMIT hovered(x);
    else
        Q_EMIT left();
    event->accept();
}

void CurveView::mouseReleaseEvent(QMouseEvent* event) {
    if (m_panning && event->button() == Qt::MiddleButton) {
        m_panning = false;
        unsetCursor();
    }
    if (m_banding && event->button() == Qt::LeftButton) {
        m_banding = false;
        const QRect band = QRect(m_pressedAt, event->pos()).normalized() & axisRect()->rect();
        m_band->hide();
        if (band.width() >= kSmallestBand && band.height() >= kSmallestBand && m_curves.hasPoints()) {
            startManual();
            xAxis->setRange(xAxis->pixelToCoord(band.left()), xAxis->pixelToCoord(band.right()));
            yAxis->setRange(yAxis->pixelToCoord(band.bottom()), yAxis->pixelToCoord(band.top()));
            refresh();
        }
    }
    event->accept();
}

void CurveView::mouseDoubleClickEvent(QMouseEvent* event) {
    m_banding = false;
    follow();
    event->accept();
}

void CurveView::wheelEvent(QWheelEvent* event) {
    const double steps = event->angleDelta().y() / 120.0;
    if (steps == 0 || (m_wheelNeedsControl && !event->modifiers().testFlag(Qt::ControlModifier))) {
        event->ignore();  // the page scrolls
        return;
    }
    zoom(std::pow(0.85, steps), event->position());
    event->accept();
}

void CurveView::leaveEvent(QEvent* event) {
    Q_EMIT left();
    QCustomPlot::leaveEvent(event);
}

void CurveView::stepCursor(int points) {
    // Along the longest curve: that has a value at every step.
    const Curve* longest = nullptr;
    for (int i = 0; i < m_curves.count(); ++i)
        if (m_curves[i].visible && (!longest || m_curves[i].data.size() > longest->data.size()))
            longest = &m_curves[i];
    if (!longest || longest->data.size() == 0) return;
    const int count = static_cast<int>(longest->data.size());
    const int at = std::isnan(m_cursor) ? count - 1 : longest->data.nearest(m_cursor) + points;
    Q_EMIT hovered(longest->data.x()[static_cast<std::size_t>(std::clamp(at, 0, count - 1))]);
}

void CurveView::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Left:
            return stepCursor(-1);
        case Qt::Key_Right:
            return stepCursor(1);
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            return zoom(0.8, axisRect()->rect().center());
        case Qt::Key_Minus:
            return zoom(1.25, axisRect()->rect().center());
        case Qt::Key_Home:
            return follow();
        default:
            QCustomPlot::keyPressEvent(event);
    }
}

}  // namespace attune
