#include "widgets/table_copy.h"

#include <QAbstractItemView>
#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>
#include <QTableView>
#include <QTreeView>
#include <cmath>

#include "widgets/theme.h"

namespace attune {

namespace {

QString cellText(const QModelIndex& index) {
    const QVariant value = index.data(kCopyRole);
    if (!value.isValid()) return index.data().toString().simplified();
    if (value.typeId() != QMetaType::Double && value.typeId() != QMetaType::Float) return value.toString().simplified();
    const double number = value.toDouble();
    return std::isnan(number) ? QString() : QString::number(number, 'g', QLocale::FloatingPointShortest);
}

}  // namespace

TableCopy::TableCopy(QAbstractItemView* view) : QObject(view), m_view(view) {
    // Keys come to the view, and so does the menu's key; its mouse button comes to the viewport.
    view->installEventFilter(this);
    view->viewport()->installEventFilter(this);
}

const QHeaderView* TableCopy::header() const {
    if (const auto* table = qobject_cast<const QTableView*>(m_view)) return table->horizontalHeader();
    if (const auto* tree = qobject_cast<const QTreeView*>(m_view)) return tree->header();
    return nullptr;
}

QList<int> TableCopy::columns() const {
    QList<int> shown;
    const QHeaderView* titles = header();
    for (int visual = 0; visual < m_view->model()->columnCount(); ++visual) {
        const int column = titles ? titles->logicalIndex(visual) : visual;  // as the user has moved the columns
        if (!titles || !titles->isSectionHidden(column)) shown.append(column);
    }
    return shown;
}

bool TableCopy::hasSelection() const { return m_view->selectionMode() != QAbstractItemView::NoSelection; }

QString TableCopy::asText(bool selectedOnly) const {
    const QAbstractItemModel* model = m_view->model();
    const QList<int> shown = columns();
    QStringList lines, cells;
    for (const int column : shown) cells.append(model->headerData(column, Qt::Horizontal).toString().simplified());
    lines.append(cells.join(QLatin1Char('\t')));
    for (int row = 0; row < model->rowCount(); ++row) {
        if (selectedOnly && !m_view->selectionModel()->rowIntersectsSelection(row, QModelIndex())) continue;
        cells.clear();
        for (const int column : shown) cells.append(cellText(model->index(row, column)));
        lines.append(cells.join(QLatin1Char('\t')));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

void TableCopy::copySelected() const {
    if (!hasSelection()) return copyAll();
    if (m_view->selectionModel()->hasSelection()) QGuiApplication::clipboard()->setText(asText(true));
}

void TableCopy::copyAll() const {
    if (m_view->model()->rowCount() > 0) QGuiApplication::clipboard()->setText(asText(false));
}

bool TableCopy::eventFilter(QObject* object, QEvent* event) {
    if (event->type() == QEvent::ContextMenu) {
        showMenu(static_cast<QContextMenuEvent*>(event)->globalPos());
        return true;
    }
    // Without the override a Copy command of the window would take the key before the view sees it.
    const bool isKey = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (!isKey || !static_cast<QKeyEvent*>(event)->matches(QKeySequence::Copy)) return QObject::eventFilter(object, event);
    if (event->type() == QEvent::KeyPress) copySelected();
    event->accept();
    return true;
}

void TableCopy::showMenu(const QPoint& global) {
    auto* menu = new QMenu(m_view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QIcon icon = theme::icon(QStringLiteral("edit-copy"));
    if (hasSelection()) {
        QAction* copy = menu->addAction(icon, tr("Copy"), this, &TableCopy::copySelected);
        copy->setShortcut(QKeySequence::Copy);
        copy->setEnabled(m_view->selectionModel()->hasSelection());
    }
    QAction* all = menu->addAction(tr("Copy All"), this, &TableCopy::copyAll);
    all->setEnabled(m_view->model()->rowCount() > 0);
    menu->popup(global);
}

}  // namespace attune
