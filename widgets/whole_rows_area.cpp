#include "widgets/whole_rows_area.h"

#include <QEvent>
#include <QLayout>
#include <QScrollBar>

namespace attune {

namespace {

/// What is higher than this part of the area is no row.
constexpr int kRowsAtLeast = 3;

}  // namespace

WholeRowsArea::WholeRowsArea(QWidget* parent) : QScrollArea(parent) {}

bool WholeRowsArea::eventFilter(QObject* object, QEvent* event) {
    // Once the rows stand where they were asked to.
    if (object == widget() && event->type() == QEvent::LayoutRequest)
        QMetaObject::invokeMethod(this, &WholeRowsArea::fit, Qt::QueuedConnection);
    return QScrollArea::eventFilter(object, event);
}

void WholeRowsArea::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    fit();
}

void WholeRowsArea::scrollContentsBy(int dx, int dy) {
    QScrollArea::scrollContentsBy(dx, dy);
    fit();
}

void WholeRowsArea::fit() {
    if (!widget()) return;
    const int top = verticalScrollBar()->value(), room = viewport()->height() + m_cut;
    const auto parts = widget()->findChildren<QWidget*>();
    int edge = top + room;
    for (bool moved = true; moved;) {
        moved = false;
        for (const QWidget* part : parts) {
            if (part->layout() || !part->isVisibleTo(widget())) continue;  // what holds others is not read itself
            if (part->height() > room / kRowsAtLeast) continue;            // a plot may be cut
            const int y = part->mapTo(widget(), QPoint()).y();
            if (y >= edge || y + part->height() <= edge) continue;
            edge = y;
            moved = true;
        }
    }
    // One that is higher than the area is cut all the same.
    const int cut = edge > top ? top + room - edge : 0;
    if (cut == m_cut) return;
    m_cut = cut;
    setViewportMargins(0, 0, 0, cut);
}

}  // namespace attune
