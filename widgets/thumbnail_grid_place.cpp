// The part of the grid that keeps selection, focus and place by id while rows come and go.
#include <QScrollBar>
#include <algorithm>

#include "widgets/thumbnail_accessible.h"
#include "widgets/thumbnail_grid.h"
#include "widgets/thumbnail_model.h"

namespace attune {

namespace {

/// So many rows below the first one seen are remembered, to find the place again when some of them go.
constexpr int kFollowing = 2000;

}  // namespace

void ThumbnailGrid::savePlace() {
    m_place = {};
    m_place.selected = selectedIds();
    m_place.current = currentId();
    m_place.anchor = m_anchor >= 0 ? m_model->idAt(m_anchor) : -1;
    const int top = verticalScrollBar()->value();
    if (m_model->size() == 0 || top == 0) return;  // at the top one stays at the top
    const int height = viewport()->height();
    int first = rowsBetween(top, top + height - 1).first;
    // The eye is at the current image if that is in sight.
    if (m_current >= 0 && cellRect(m_current).intersects(viewport()->rect())) first = m_current;
    m_place.offset = cellRect(first).top();
    for (int row = first; row < std::min(m_model->size(), first + kFollowing); ++row)
        m_place.following += m_model->idAt(row);
}

void ThumbnailGrid::restorePlace() {
    const int before = m_selection.count();
    endRubberBand();
    m_selection.reset(m_model->size());
    for (const qint64 id : std::as_const(m_place.selected)) m_selection.set(m_model->rowOf(id), true);
    m_current = m_model->rowOf(m_place.current);
    m_anchor = m_model->rowOf(m_place.anchor);
    m_hovered = -1;
    forgetThumbnailAccessibility(this);
    updateLayout();
    int top = 0;
    for (const qint64 id : std::as_const(m_place.following)) {
        const int row = m_model->rowOf(id);
        if (row < 0) continue;
        top = cellRect(row).top() + verticalScrollBar()->value() - m_place.offset;
        break;
    }
    verticalScrollBar()->setValue(top);
    if (m_selection.count() != before) Q_EMIT selectionChanged();
    if (m_current < 0 && m_place.current >= 0) Q_EMIT currentChanged(-1);
}

void ThumbnailGrid::rowsAdded() {
    m_selection.grow(m_model->size());
    updateLayout();
}

QVector<qint64> ThumbnailGrid::selectedIds() const {
    QVector<qint64> ids;
    ids.reserve(m_selection.count());
    // While the model is being reset it may hold other rows than the selection; savePlace comes before that.
    for (const int row : m_selection.rows()) ids += m_model->idAt(row);
    return ids;
}

void ThumbnailGrid::setSelectedIds(const QVector<qint64>& ids) {
    ThumbnailSelection selection;
    selection.reset(m_model->size());
    for (const qint64 id : ids) selection.set(m_model->rowOf(id), true);
    changeSelection(selection);
}

void ThumbnailGrid::selectAll() {
    ThumbnailSelection selection;
    selection.reset(m_model->size());
    selection.addRange(0, m_model->size() - 1);
    changeSelection(selection);
}

void ThumbnailGrid::clearSelection() {
    ThumbnailSelection selection;
    selection.reset(m_model->size());
    changeSelection(selection);
}

qint64 ThumbnailGrid::currentId() const {
    return m_current >= 0 ? m_model->idAt(m_current) : -1;
}

void ThumbnailGrid::setCurrentId(qint64 id) {
    const int row = m_model->rowOf(id);
    if (row < 0) return;
    selectOnly(row);
    scrollToRow(row);
}

void ThumbnailGrid::scrollToId(qint64 id) {
    if (const int row = m_model->rowOf(id); row >= 0) scrollToRow(row);
}

void ThumbnailGrid::changeSelection(const ThumbnailSelection& selection) {
    if (selection == m_selection) return;
    m_selection = selection;
    viewport()->update();
    Q_EMIT selectionChanged();
}

void ThumbnailGrid::setCurrentRow(int row) {
    if (row == m_current) return;
    m_current = row;
    viewport()->update();
    updateAccessibleText();
    Q_EMIT currentChanged(currentId());
}

void ThumbnailGrid::selectOnly(int row) {
    ThumbnailSelection selection;
    selection.reset(m_model->size());
    selection.set(row, true);
    m_anchor = row;
    setCurrentRow(row);
    changeSelection(selection);
}

void ThumbnailGrid::extendTo(int row, bool keepOthers) {
    ThumbnailSelection selection = m_selection;
    if (!keepOthers) selection.clear();
    if (m_anchor < 0) m_anchor = std::max(m_current, 0);
    selection.addRange(m_anchor, row);
    setCurrentRow(row);
    changeSelection(selection);
}

void ThumbnailGrid::scrollToRow(int row) {
    const QRect cell = cellRect(row);
    QScrollBar* bar = verticalScrollBar();
    if (cell.top() < 0) {
        bar->setValue(bar->value() + cell.top());
    } else if (cell.bottom() > viewport()->height()) {
        bar->setValue(bar->value() + std::min(cell.bottom() - viewport()->height(), cell.top()));
    }
}

}  // namespace attune
