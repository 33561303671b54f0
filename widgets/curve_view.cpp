#include "widgets/curve_view.h"

#include <QFontMetrics>
#include <cmath>
#include <utility>

#include "widgets/plot_theme.h"
#include "widgets/theme.h"

namespace attune {

namespace {

constexpr double kNoCursor = std::numeric_limits<double>::quiet_NaN();
constexpr int kLowest = theme::kGrid * 12;  ///< pixels of the curves with what is around them, but for words

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
      m_zoom(new PlotZoom(this)),
      m_cursor(kNoCursor) {
    m_canvas = new CurveCanvas(this, curves);
    addLayer(QStringLiteral("cursor"), layer(QStringLiteral("main")));
    layer(QStringLiteral("cursor"))->setMode(QCPLayer::lmBuffered);
    m_cursorLine = new QCPItemStraightLine(this);
    m_cursorLine->setLayer(QStringLiteral("cursor"));
    m_cursorLine->setVisible(false);
    setWholeAxis(*xAxis);
    setLogAxis(*yAxis, false);
    setLeastMargins(*this);
    setFocusPolicy(Qt::StrongFocus);
    connect(this, &QCustomPlot::afterReplot, this, [this] {
        const int now = axisRect()->margins().left();
        if (now != std::exchange(m_left, now)) Q_EMIT leftMarginChanged(now);
    });
    connect(m_zoom, &PlotZoom::zoomed, this, [this] {
        m_following = false;
        refresh();
    });
    connect(m_zoom, &PlotZoom::resetWanted, this, &CurveView::follow);
}

void CurveView::setLeastLeft(int left) {
    m_leastLeft = left;
    setLeastMargins(*this, left);
}

void CurveView::keepRoom() {
    setLeastMargins(*this, m_leastLeft);
    // The label may be in a script whose lines are higher than those of the numbers.
    const int numbers = QFontMetrics(xAxis->tickLabelFont()).height();
    const int words = QFontMetrics(xAxis->labelFont()).size(0, xAxis->label()).height();
    setMinimumHeight(kLowest + numbers + words);
}

void CurveView::follow() {
    m_following = true;
    refresh();
}

void CurveView::setFromZero(bool on) {
    if (m_fromZero == on) return;
    m_fromZero = on;
    refresh();
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
    QCPRange range = withMargin(m_logarithmic ? y.lowPositive : y.low, y.high, m_logarithmic);
    if (m_fromZero && !m_logarithmic && y.low > 0 && y.low <= y.high) range = {0, y.high * 1.05};
    yAxis->setRange(range);
}

void CurveView::refresh() {
    if (m_following) fitAxes();
    const bool any = m_curves.hasPoints();
    m_zoom->setEnabled(any);
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

void CurveView::mouseMoveEvent(QMouseEvent* event) {
    if (axisRect()->rect().contains(event->pos()) && m_curves.hasPoints())
        Q_EMIT hovered(xAxis->pixelToCoord(event->position().x()));
    else
        Q_EMIT left();
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
        default:
            QCustomPlot::keyPressEvent(event);
    }
}

}  // namespace attune
