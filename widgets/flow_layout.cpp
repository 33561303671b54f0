#include "widgets/flow_layout.h"

#include <QStyle>
#include <QWidget>
#include <algorithm>

namespace attune {

FlowLayout::FlowLayout(QWidget* parent, int gap) : QLayout(parent), m_gap(gap) {
    setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout() {
    qDeleteAll(m_items);
}

void FlowLayout::addItem(QLayoutItem* item) {
    m_items += item;
    invalidate();
}

void FlowLayout::insertWidget(int index, QWidget* widget) {
    addWidget(widget);
    m_items.move(m_items.size() - 1, std::clamp<qsizetype>(index, 0, m_items.size() - 1));
    invalidate();
}

QLayoutItem* FlowLayout::takeAt(int index) {
    if (index < 0 || index >= m_items.size()) return nullptr;
    invalidate();
    return m_items.takeAt(index);
}

QSize FlowLayout::sizeHint() const {
    int width = 0, height = 0;
    for (const QLayoutItem* item : m_items) {
        if (item->isEmpty()) continue;
        width += item->sizeHint().width() + (width > 0 ? m_gap : 0);
        height = std::max(height, item->sizeHint().height());
    }
    const QMargins margins = contentsMargins();
    return QSize(width, height).grownBy(margins);
}

QSize FlowLayout::minimumSize() const {
    QSize size;
    for (const QLayoutItem* item : m_items)
        if (!item->isEmpty()) size = size.expandedTo(item->minimumSize());
    return size.grownBy(contentsMargins());
}

void FlowLayout::setGeometry(const QRect& rect) {
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

int FlowLayout::arrange(const QRect& rect, bool apply) const {
    const QRect inner = rect.marginsRemoved(contentsMargins());
    QList<QLayoutItem*> line;
    int x = 0, y = inner.top(), height = 0;
    for (QLayoutItem* item : m_items) {
        if (item->isEmpty()) continue;
        const QSize size = item->sizeHint();
        if (!line.isEmpty() && x + m_gap + size.width() > inner.width()) {
            if (apply) placeLine(line, inner, y, height);
            y += height + m_gap;
            x = height = 0;
            line.clear();
        }
        x += size.width() + (line.isEmpty() ? 0 : m_gap);
        height = std::max(height, size.height());
        line += item;
    }
    if (apply) placeLine(line, inner, y, height);
    return y + height - rect.top() + contentsMargins().bottom();
}

void FlowLayout::placeLine(const QList<QLayoutItem*>& line, const QRect& rect, int y, int height) const {
    const auto direction = parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight;
    int x = rect.left(), left = rect.width();
    for (QLayoutItem* item : line) {
        QSize size = item->sizeHint().boundedTo({rect.width(), item->sizeHint().height()});
        // What wants to grow gets the rest of its line.
        if (item == line.last() && item->expandingDirections().testFlag(Qt::Horizontal)) size.setWidth(left);
        const QRect place(x, y + (height - size.height()) / 2, size.width(), size.height());
        item->setGeometry(QStyle::visualRect(direction, rect, place));
        x += size.width() + m_gap;
        left -= size.width() + m_gap;
    }
}

}  // namespace attune
