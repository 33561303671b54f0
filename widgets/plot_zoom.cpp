#include "widgets/plot_zoom.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QRubberBand>
#include <QWheelEvent>
#include <cmath>

#include "widgets/qcp.h"

namespace attune {

namespace {

constexpr int kSmallestBand = 6;  // pixels: a click that trembles is no rectangle

void shift(QCPAxis& axis, double from, double to) {
    const double a = axis.pixelToCoord(from), b = axis.pixelToCoord(to);
    if (axis.scaleType() == QCPAxis::stLogarithmic)
        axis.setRange(axis.range() * (a / b));
    else
        axis.moveRange(a - b);
}

}  // namespace

PlotZoom::PlotZoom(QCustomPlot* plot)
    : QObject(plot), m_plot(plot), m_band(new QRubberBand(QRubberBand::Rectangle, plot)) {
    plot->installEventFilter(this);
}

bool PlotZoom::eventFilter(QObject* object, QEvent* event) {
    switch (event->type()) {
        case QEvent::MouseButtonPress: press(*static_cast<QMouseEvent*>(event)); break;
        case QEvent::MouseButtonRelease: release(*static_cast<QMouseEvent*>(event)); break;
        case QEvent::MouseButtonDblClick:
            m_banding = false;
            Q_EMIT resetWanted();
            break;
        case QEvent::MouseMove:
            move(*static_cast<QMouseEvent*>(event));
            return false;  // the plot follows the cursor
        case QEvent::Wheel:
            event->setAccepted(wheel(*static_cast<QWheelEvent*>(event)));  // if not, the page scrolls
            return true;
        case QEvent::KeyPress:
            if (!key(*static_cast<QKeyEvent*>(event))) return false;
            break;
        default: return QObject::eventFilter(object, event);
    }
    event->accept();
    return true;
}

void PlotZoom::press(const QMouseEvent& event) {
    m_pressedAt = event.pos();
    if (event.button() == Qt::MiddleButton) {
        m_panning = true;
        m_pannedFrom = event.position();
        m_plot->setCursor(Qt::ClosedHandCursor);
    } else if (event.button() == Qt::LeftButton) {
        m_banding = true;
    }
}

void PlotZoom::move(const QMouseEvent& event) {
    if (m_panning && m_enabled) return pan(event.position());
    if (!m_banding || (event.pos() - m_pressedAt).manhattanLength() < kSmallestBand) return;
    QRect band = QRect(m_pressedAt, event.pos()).normalized();
    const QRect inner = m_plot->axisRect()->rect();
    if (!m_vertical) band = QRect(band.left(), inner.top(), band.width(), inner.height());
    m_band->setGeometry(band & inner);
    m_band->show();
}

void PlotZoom::release(const QMouseEvent& event) {
    if (m_panning && event.button() == Qt::MiddleButton) {
        m_panning = false;
        m_plot->unsetCursor();
    }
    if (!m_banding || event.button() != Qt::LeftButton) return;
    m_banding = false;
    m_band->hide();
    const QRect band = QRect(m_pressedAt, event.pos()).normalized() & m_plot->axisRect()->rect();
    if (!m_enabled || band.width() < kSmallestBand || (m_vertical && band.height() < kSmallestBand)) return;
    QCPAxis &x = *m_plot->xAxis, &y = *m_plot->yAxis;
    x.setRange(x.pixelToCoord(band.left()), x.pixelToCoord(band.right()));
    if (m_vertical) y.setRange(y.pixelToCoord(band.bottom()), y.pixelToCoord(band.top()));
    Q_EMIT zoomed();
}

void PlotZoom::pan(QPointF to) {
    shift(*m_plot->xAxis, m_pannedFrom.x(), to.x());
    if (m_vertical) shift(*m_plot->yAxis, m_pannedFrom.y(), to.y());
    m_pannedFrom = to;
    Q_EMIT zoomed();
}

void PlotZoom::zoomAt(double factor, QPointF at) {
    if (!m_enabled) return;
    const QRect inner = m_plot->axisRect()->rect();
    QCPAxis &x = *m_plot->xAxis, &y = *m_plot->yAxis;
    const bool onX = at.y() <= inner.bottom() ? at.x() >= inner.left() || !m_vertical : true;
    const bool onY = m_vertical && (at.x() >= inner.left() ? at.y() <= inner.bottom() : true);
    if (onX) x.scaleRange(factor, x.pixelToCoord(at.x()));
    if (onY) y.scaleRange(factor, y.pixelToCoord(at.y()));
    Q_EMIT zoomed();
}

bool PlotZoom::wheel(const QWheelEvent& event) {
    const double steps = event.angleDelta().y() / 120.0;
    if (steps == 0 || (m_wheelNeedsControl && !event.modifiers().testFlag(Qt::ControlModifier))) return false;
    zoomAt(std::pow(0.85, steps), event.position());
    return true;
}

bool PlotZoom::key(const QKeyEvent& event) {
    const QPointF middle = m_plot->axisRect()->rect().center();
    switch (event.key()) {
        case Qt::Key_Plus:
        case Qt::Key_Equal: zoomAt(0.8, middle); return true;
        case Qt::Key_Minus: zoomAt(1.25, middle); return true;
        case Qt::Key_Home: Q_EMIT resetWanted(); return true;
        default: return false;
    }
}

}  // namespace attune
