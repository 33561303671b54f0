#include "widgets/thumbnail_accessible.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QHash>
#include <QPointer>

#include "widgets/thumbnail_grid.h"
#include "widgets/thumbnail_model.h"

namespace attune {

namespace {

class GridAccessible;

class CellAccessible : public QAccessibleInterface {
  public:
    CellAccessible(ThumbnailGrid* grid, int row) : m_grid(grid), m_row(row) {}

    bool isValid() const override { return m_grid && m_row < m_grid->model()->size(); }
    QObject* object() const override { return nullptr; }
    QWindow* window() const override { return m_grid ? m_grid->window()->windowHandle() : nullptr; }
    QAccessibleInterface* parent() const override {
        return QAccessible::queryAccessibleInterface(m_grid.data());
    }
    QAccessibleInterface* child(int) const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    void setText(QAccessible::Text, const QString&) override {}
    int row() const { return m_row; }

    QString text(QAccessible::Text kind) const override {
        if (!isValid()) return {};
        const ThumbnailItem& item = m_grid->model()->item(m_row);
        if (kind == QAccessible::Name) return item.name.isEmpty() ? QString::number(item.id) : item.name;
        return kind == QAccessible::Description ? ThumbnailDelegate::describe(item) : QString();
    }
    QRect rect() const override {
        if (!isValid()) return {};
        const QRect cell = m_grid->cellRect(m_row);
        return {m_grid->viewport()->mapToGlobal(cell.topLeft()), cell.size()};
    }
    QAccessible::State state() const override {
        QAccessible::State state;
        if (!isValid()) {
            state.invalid = true;
            return state;
        }
        state.selectable = state.multiSelectable = state.focusable = true;
        state.selected = m_grid->isSelected(m_row);
        state.focused = m_grid->hasFocus() && m_grid->currentRow() == m_row;
        state.offscreen = !m_grid->viewport()->rect().intersects(m_grid->cellRect(m_row));
        return state;
    }

  private:
    QPointer<ThumbnailGrid> m_grid;
    int m_row;
};

class GridAccessible : public QAccessibleWidget {
  public:
    explicit GridAccessible(ThumbnailGrid* grid) : QAccessibleWidget(grid, QAccessible::List), m_grid(grid) {}
    ~GridAccessible() override { forget(); }

    int childCount() const override { return m_grid->model()->size(); }
    QAccessibleInterface* child(int row) const override {
        if (row < 0 || row >= childCount()) return nullptr;
        const auto known = m_cells.constFind(row);
        if (known != m_cells.constEnd()) return QAccessible::accessibleInterface(*known);
        auto* cell = new CellAccessible(m_grid, row);  // owned by the accessibility cache
        m_cells.insert(row, QAccessible::registerAccessibleInterface(cell));
        return cell;
    }
    QAccessibleInterface* childAt(int x, int y) const override {
        return child(m_grid->rowAt(m_grid->viewport()->mapFromGlobal(QPoint(x, y))));
    }
    QAccessibleInterface* focusChild() const override { return child(m_grid->currentRow()); }
    int indexOfChild(const QAccessibleInterface* child) const override {
        return child && child->role() == QAccessible::ListItem
                   ? static_cast<const CellAccessible*>(child)->row()
                   : -1;
    }
    void forget() {
        for (const QAccessible::Id id : std::as_const(m_cells)) QAccessible::deleteAccessibleInterface(id);
        m_cells.clear();
    }

  private:
    ThumbnailGrid* m_grid;
    mutable QHash<int, QAccessible::Id> m_cells;
};

QAccessibleInterface* makeInterface(const QString&, QObject* object) {
    auto* grid = qobject_cast<ThumbnailGrid*>(object);
    return grid ? new GridAccessible(grid) : nullptr;
}

}  // namespace

void installThumbnailAccessibility() {
    static const bool once = (QAccessible::installFactory(makeInterface), true);
    Q_UNUSED(once);
}

void announceThumbnail(ThumbnailGrid* grid, int row) {
    if (!QAccessible::isActive() || !grid->hasFocus()) return;
    QAccessibleEvent event(grid, QAccessible::Focus);
    event.setChild(row);
    QAccessible::updateAccessibility(&event);
}

void forgetThumbnailAccessibility(ThumbnailGrid* grid) {
    if (!QAccessible::isActive()) return;
    if (auto* interface = dynamic_cast<GridAccessible*>(QAccessible::queryAccessibleInterface(grid)))
        interface->forget();
}

}  // namespace attune
