// Mouse and keyboard of the scatter.
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <cmath>

#include "widgets/scatter_view.h"
#include "widgets/theme.h"

namespace attune {

namespace {

constexpr double kClickTolerance = 4;  // pixels that a click may tremble
constexpr double kPanStep = 0.1;       // of the widget, for the arrow keys
constexpr double kZoomStep = 1.25;

}  // namespace

void ScatterView::updateMouseShape() {
    if (m_drag == Drag::Pan)
        setCursor(Qt::ClosedHandCursor);
    else if (m_mode == Mode::Pan || m_spaceHeld)
        setCursor(Qt::OpenHandCursor);
    else
        unsetCursor();
}

void ScatterView::mousePressEvent(QMouseEvent* event) {
    if (m_drag != Drag::None || m_positions->empty()) return;
    m_pressedAt = m_lastAt = event->position();
    const bool pan = event->button() == Qt::MiddleButton ||
                     (event->button() == Qt::LeftButton && (m_spaceHeld || m_mode == Mode::Pan));
    if (pan)
        m_drag = Drag::Pan;
    else if (event->button() == Qt::LeftButton)
        m_drag = Drag::Select;
    m_lasso = QPolygonF{event->position()};
    updateMouseShape();
}

void ScatterView::mouseMoveEvent(QMouseEvent* event) {
    if (m_drag == Drag::Pan) {
        const QPointF moved = event->position() - m_lastAt;
        m_frame.centre -= QPointF(moved.x(), -moved.y()) / m_frame.scale;
        m_lastAt = event->position();
        refresh();
    } else if (m_drag == Drag::Select) {
        m_lastAt = event->position();
        if (m_lasso.isEmpty() || (m_lasso.last() - m_lastAt).manhattanLength() >= 2) m_lasso += m_lastAt;
        update();
    } else {
        hover(event->position(), event->globalPosition().toPoint());
    }
}

void ScatterView::mouseReleaseEvent(QMouseEvent* event) {
    const bool ends = m_drag == Drag::Pan
                          ? event->button() == Qt::MiddleButton || event->button() == Qt::LeftButton
                          : event->button() == Qt::LeftButton;
    if (m_drag == Drag::None || !ends) return;
    m_lastAt = event->position();
    endDrag(event->modifiers());
}

void ScatterView::endDrag(Qt::KeyboardModifiers modifiers) {
    const Drag drag = m_drag;
    m_drag = Drag::None;
    updateMouseShape();
    const bool click = (m_lastAt - m_pressedAt).manhattanLength() < kClickTolerance && m_lasso.size() < 4;
    if (drag == Drag::Pan && !(click && m_mode == Mode::Pan)) return;
    const bool adds = modifiers.testFlag(Qt::ShiftModifier);
    const bool removes = modifiers & (Qt::ControlModifier | Qt::AltModifier);
    std::vector<quint8> flags(m_positions->size(), 0);
    if ((adds || removes) && m_scene.selected) flags = *m_scene.selected;
    const quint8 value = removes ? 0 : 1;
    if (click) {
        const int point = pointAt(m_pressedAt);
        if (point >= 0) flags[static_cast<std::size_t>(point)] = value;
        applySelection(std::move(flags));
        if (point >= 0) Q_EMIT clicked(point);
    } else if (m_scene.index) {
        QPolygonF area = m_lasso;
        if (m_mode == Mode::Rectangle) area = QPolygonF(QRectF(m_pressedAt, m_lastAt).normalized());
        markInside(*m_scene.index, m_frame, area, flags, value);
        applySelection(std::move(flags));
    }
    m_lasso.clear();
    update();
}

void ScatterView::hover(QPointF position, QPoint global) {
    const int point = pointAt(position);
    if (point == m_hovered) return;
    m_hovered = point;
    update();
    if (point >= 0)
        Q_EMIT hovered(point, global);
    else
        Q_EMIT hoverLeft();
}

void ScatterView::leaveEvent(QEvent*) {
    if (m_hovered < 0) return;
    m_hovered = -1;
    update();
    Q_EMIT hoverLeft();
}

void ScatterView::wheelEvent(QWheelEvent* event) {
    const double steps = event->angleDelta().y() / 120.0;
    if (steps == 0) return event->ignore();
    zoomBy(std::pow(kZoomStep, steps), event->position());
    event->accept();
}

void ScatterView::zoomIn() {
    zoomBy(kZoomStep, QRectF(rect()).center());
}

void ScatterView::zoomOut() {
    zoomBy(1 / kZoomStep, QRectF(rect()).center());
}

// What every view of the program does while it has the focus; the rest are commands of the page.
void ScatterView::keyPressEvent(QKeyEvent* event) {
    const auto pan = [this](double x, double y) {
        m_frame.centre += QPointF(x * width(), y * height()) * (kPanStep / m_frame.scale);
        refresh();
    };
    switch (event->key()) {
        case Qt::Key_Left:
            return pan(-1, 0);
        case Qt::Key_Right:
            return pan(1, 0);
        case Qt::Key_Up:
            return pan(0, 1);
        case Qt::Key_Down:
            return pan(0, -1);
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            return zoomIn();
        case Qt::Key_Minus:
            return zoomOut();
        case Qt::Key_Home:
            return fit();
        case Qt::Key_Escape:
            // First the drag that is under way, then what was selected.
            if (m_drag == Drag::Select) {
                m_drag = Drag::None;
                m_lasso.clear();
                return update();
            }
            return selectNone();
        case Qt::Key_Space:
            if (event->isAutoRepeat()) return;
            m_spaceHeld = true;
            return updateMouseShape();
        default:
            QWidget::keyPressEvent(event);
    }
}

void ScatterView::keyReleaseEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Space) return QWidget::keyReleaseEvent(event);
    if (event->isAutoRepeat()) return;
    m_spaceHeld = false;
    updateMouseShape();
}

void ScatterView::focusOutEvent(QFocusEvent* event) {
    m_spaceHeld = false;  // its release goes elsewhere
    updateMouseShape();
    QWidget::focusOutEvent(event);
}

void ScatterView::contextMenuEvent(QContextMenuEvent* event) {
    QMenu menu(this);
    menu.addAction(theme::icon(QStringLiteral("zoom-fit-best")), tr("Show all points"), this,
                   &ScatterView::fit);
    menu.addAction(theme::icon(QStringLiteral("edit-select-all")), tr("Select all"), this,
                   &ScatterView::selectAll);
    menu.addAction(theme::icon(QStringLiteral("edit-select-none")), tr("Select none"), this,
                   &ScatterView::selectNone);
    menu.addSeparator();
    for (const auto format : {ExportFormat::Png, ExportFormat::Svg, ExportFormat::Pdf, ExportFormat::Csv}) {
        //: %1 is a file format such as PNG
        QAction* action = menu.addAction(tr("Export as %1…").arg(fileSuffix(format).toUpper()));
        action->setEnabled(!m_positions->empty());
        connect(action, &QAction::triggered, this, [this, format] { requestExport(format); });
    }
    menu.exec(event->globalPos());
}

void ScatterView::requestExport(ExportFormat format) {
    Q_EMIT exportRequested(suggestedFileName(m_legendTitle.isEmpty() ? tr("Scatter") : m_legendTitle, format),
                           exportAs(format));
}

}  // namespace attune
