// The part of the grid that listens to mouse, keyboard and dropped files.
#include <QApplication>
#include <QContextMenuEvent>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QScrollBar>
#include <algorithm>

#include "widgets/thumbnail_grid.h"
#include "widgets/thumbnail_model.h"

namespace attune {

void ThumbnailGrid::mousePressEvent(QMouseEvent* event) {
    const QPoint position = event->position().toPoint();
    const int row = rowAt(position);
    if (event->button() == Qt::RightButton && row >= 0 && !isSelected(row)) selectOnly(row);
    if (event->button() != Qt::LeftButton) return;
    const bool control = event->modifiers() & Qt::ControlModifier,
               shift = event->modifiers() & Qt::ShiftModifier;
    m_pressed = true;
    m_pressAt = m_bandTo = position + QPoint(0, verticalScrollBar()->value());
    if (row < 0) {
        if (!control && !shift) clearSelection();
    } else if (shift) {
        extendTo(row, control);
    } else if (control) {
        ThumbnailSelection selection = m_selection;
        selection.set(row, !isSelected(row));
        m_anchor = row;
        setCurrentRow(row);
        changeSelection(selection);
    } else {
        selectOnly(row);
    }
    m_beforeBand = m_selection;
    if (!control && !shift) m_beforeBand.clear();
}

void ThumbnailGrid::mouseMoveEvent(QMouseEvent* event) {
    const QPoint position = event->position().toPoint();
    if (!m_pressed) {
        setHovered(rowAt(position));
        return;
    }
    m_bandTo = position + QPoint(0, verticalScrollBar()->value());
    if (!m_banding && (m_bandTo - m_pressAt).manhattanLength() < QApplication::startDragDistance()) return;
    if (!m_banding) m_autoScroll.start(16, this);
    m_banding = true;
    updateRubberBand();
}

void ThumbnailGrid::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) endRubberBand();
}

QRect ThumbnailGrid::rubberBand() const {
    return QRect(m_pressAt, QSize(1, 1)).united(QRect(m_bandTo, QSize(1, 1)));
}

void ThumbnailGrid::updateRubberBand() {
    ThumbnailSelection selection = m_beforeBand;
    const QRect band = rubberBand().translated(0, -verticalScrollBar()->value());
    const auto [first, last] = rowsBetween(rubberBand().top(), rubberBand().bottom());
    for (int row = first; row <= last; ++row)
        if (cellRect(row).adjusted(6, 6, -6, -6).intersects(band)) selection.set(row, true);
    viewport()->update();
    changeSelection(selection);
}

void ThumbnailGrid::endRubberBand() {
    m_pressed = m_banding = false;
    m_autoScroll.stop();
    viewport()->update();
}

void ThumbnailGrid::timerEvent(QTimerEvent* event) {
    if (event->timerId() != m_autoScroll.timerId()) {
        QAbstractScrollArea::timerEvent(event);
        return;
    }
    const int y = viewport()->mapFromGlobal(QCursor::pos()).y();
    const int beyond = y < 0 ? y : std::max(0, y - viewport()->height());
    if (beyond == 0) return;
    const int before = verticalScrollBar()->value();
    verticalScrollBar()->setValue(before + beyond / 3);
    m_bandTo.ry() += verticalScrollBar()->value() - before;
    updateRubberBand();
}

void ThumbnailGrid::mouseDoubleClickEvent(QMouseEvent* event) {
    const int row = rowAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && row >= 0) Q_EMIT activated(m_model->idAt(row));
}

int ThumbnailGrid::rowForKey(int key) const {
    const int last = m_model->size() - 1, at = std::max(m_current, 0);
    const int page = std::max(1, viewport()->height() / m_cell.height()) * m_columns;
    // A page ends in the same column of the first or the last line; below a short last line is its last
    // image.
    switch (key) {
        case Qt::Key_Left:
            return std::max(0, at - 1);
        case Qt::Key_Right:
            return std::min(last, at + 1);
        case Qt::Key_Up:
            return at >= m_columns ? at - m_columns : at;
        case Qt::Key_Down:
            return at / m_columns < last / m_columns ? std::min(last, at + m_columns) : at;
        case Qt::Key_PageUp:
            return at >= page ? at - page : at % m_columns;
        case Qt::Key_PageDown:
            return std::min(last, at + page);
        case Qt::Key_Home:
            return 0;
        case Qt::Key_End:
            return last;
        default:
            return -1;
    }
}

void ThumbnailGrid::moveCurrent(int row, Qt::KeyboardModifiers modifiers) {
    if (modifiers & Qt::ShiftModifier) {
        extendTo(row, modifiers & Qt::ControlModifier);
    } else if (modifiers & Qt::ControlModifier) {
        setCurrentRow(row);
    } else {
        selectOnly(row);
    }
    scrollToRow(row);
}

void ThumbnailGrid::keyPressEvent(QKeyEvent* event) {
    if (m_model->size() == 0) {
        event->ignore();
        return;
    }
    const bool control = event->modifiers() & Qt::ControlModifier;
    if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
    } else if (const int row = rowForKey(event->key()); row >= 0) {
        moveCurrent(m_current < 0 && event->key() != Qt::Key_End ? 0 : row, event->modifiers());
    } else if (event->key() == Qt::Key_Space && m_current >= 0) {
        ThumbnailSelection selection = m_selection;
        selection.set(m_current, !control || !isSelected(m_current));
        m_anchor = m_current;
        changeSelection(selection);
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_current >= 0) {
        Q_EMIT activated(currentId());
    } else if (event->key() == Qt::Key_Escape && m_selection.count() > 0) {
        clearSelection();
    } else {
        event->ignore();
    }
}

void ThumbnailGrid::wheelEvent(QWheelEvent* event) {
    if (!(event->modifiers() & Qt::ControlModifier)) {
        QAbstractScrollArea::wheelEvent(event);
        return;
    }
    if (event->angleDelta().y() != 0)
        setThumbnailSize(thumbnailSize() + (event->angleDelta().y() > 0 ? 16 : -16));
    event->accept();
}

void ThumbnailGrid::contextMenuEvent(QContextMenuEvent* event) {
    if (event->reason() == QContextMenuEvent::Keyboard && m_current >= 0) {
        if (!isSelected(m_current)) selectOnly(m_current);
        scrollToRow(m_current);
        Q_EMIT contextMenuRequested(viewport()->mapToGlobal(cellRect(m_current).center()));
    } else {
        Q_EMIT contextMenuRequested(event->globalPos());
    }
}

void ThumbnailGrid::dragEnterEvent(QDragEnterEvent* event) {
    if (!event->mimeData()->hasUrls()) return;
    event->setDropAction(Qt::CopyAction);
    event->accept();
    m_dropping = true;
    viewport()->update();
}

void ThumbnailGrid::dragMoveEvent(QDragMoveEvent* event) {
    event->setDropAction(Qt::CopyAction);
    event->setAccepted(event->mimeData()->hasUrls());
}

void ThumbnailGrid::dragLeaveEvent(QDragLeaveEvent* event) {
    event->accept();
    m_dropping = false;
    viewport()->update();
}

void ThumbnailGrid::dropEvent(QDropEvent* event) {
    m_dropping = false;
    viewport()->update();
    if (!event->mimeData()->hasUrls()) return;
    event->setDropAction(Qt::CopyAction);
    event->accept();
    Q_EMIT filesDropped(event->mimeData()->urls());
}

}  // namespace attune
