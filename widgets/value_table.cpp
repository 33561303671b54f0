#include "widgets/value_table.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QSet>
#include <algorithm>

#include "widgets/theme.h"
#include "widgets/value_table_model.h"

namespace attune {

namespace {

/// A value as a spreadsheet reads it; one that has line breaks or tabs must not break the table.
QString cellText(const QVariant& value, const QString& shown, bool isText) {
    if (isText) return shown.simplified();
    if (isMissing(value)) return {};
    const bool real = value.typeId() == QMetaType::Double || value.typeId() == QMetaType::Float;
    return real ? QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest)
                : value.toString().simplified();
}

constexpr int kWidestAtFirst = 40 * theme::kGrid;
constexpr int kWidestFilled = 80 * theme::kGrid;  ///< the columns behind it must not stand far off

}  // namespace

ValueTable::ValueTable(QWidget* parent)
    : QTableView(parent), m_model(new ValueTableModel(this)), m_order(new ValueTableOrder(this)) {
    m_order->setSourceModel(m_model);
    setModel(m_order);
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setWordWrap(false);
    setFrameShape(NoFrame);
    setTabKeyNavigation(false);  // Tab leaves the table, as it leaves any control
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + theme::kGrid);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setStretchLastSection(false);
    setSortingEnabled(true);
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_order->sort(-1, Qt::AscendingOrder);
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, [this] {
        if (!m_sizing && QGuiApplication::mouseButtons() != Qt::NoButton) m_userSized = true;
    });
    // Rows are activated by a double click on any desktop; QTableView's own signal may mean a single one.
    connect(this, &QTableView::doubleClicked, this,
            [this](const QModelIndex& index) { Q_EMIT activated(index.data(ValueTableModel::IdRole)); });
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this] { Q_EMIT currentIdChanged(currentId()); });
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this] { Q_EMIT selectionChangedByIds(selectedIds()); });
}

void ValueTable::setColumns(const QList<TableColumn>& columns) {
    m_model->setColumns(columns);
    resizeColumnsToContents();
}

void ValueTable::setRows(const QList<TableRow>& rows) {
    const bool wasEmpty = m_model->rowCount() == 0;
    const QVariantList selected = selectedIds();
    const QVariant current = currentId();
    m_model->setRows(rows);
    if (wasEmpty && !rows.isEmpty()) {
        resizeColumnsToContents();
        for (int column = 0; column < m_model->columnCount(); ++column)
            setColumnWidth(column, std::min(columnWidth(column), kWidestAtFirst));
        fillWidth();
    }
    if (selectedIds() != selected) {
        QItemSelection again;
        for (int row = 0; row < m_order->rowCount(); ++row) {
            const QModelIndex index = m_order->index(row, 0);
            const QVariant id = index.data(ValueTableModel::IdRole);
            if (id == current) selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
            if (selected.contains(id)) again.select(index, index);
        }
        selectionModel()->select(again, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
    viewport()->update();
}

/// The first column of text takes the room that is left, or gives way to the others, down to half of its
/// text.
void ValueTable::fillWidth() {
    const QList<TableColumn>& columns = m_model->columns();
    const auto text = std::find_if(columns.begin(), columns.end(), [](const TableColumn& column) {
        return column.kind == TableColumn::Kind::Text;
    });
    if (m_userSized || m_model->rowCount() == 0 || text == columns.end()) return;
    const auto column = static_cast<int>(text - columns.begin());
    const int others = horizontalHeader()->length() - columnWidth(column);
    m_sizing = true;
    const int wanted = sizeHintForColumn(column);
    setColumnWidth(column, std::clamp(viewport()->width() - others, wanted / 2, std::max(wanted, kWidestFilled)));
    m_sizing = false;
}

void ValueTable::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    fillWidth();
}

void ValueTable::setEmptyText(const QString& text) {
    m_emptyText = text;
    setAccessibleDescription(text);
    viewport()->update();
}

QVariantList ValueTable::selectedIds() const {
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QVariantList result;
    for (const QModelIndex& index : std::as_const(rows)) result.append(index.data(ValueTableModel::IdRole));
    return result;
}

QVariant ValueTable::currentId() const {
    return currentIndex().data(ValueTableModel::IdRole);
}

void ValueTable::selectId(const QVariant& id) {
    for (int row = 0; row < m_order->rowCount(); ++row) {
        const QModelIndex index = m_order->index(row, 0);
        if (index.data(ValueTableModel::IdRole) != id) continue;
        setCurrentIndex(index);
        scrollTo(index);
        return;
    }
}

QVariantList ValueTable::shownIds() const {
    QVariantList result;
    for (int row = 0; row < m_order->rowCount(); ++row)
        result.append(m_order->index(row, 0).data(ValueTableModel::IdRole));
    return result;
}

QString ValueTable::asText(bool selectedOnly) const {
    const QList<TableColumn>& columns = m_model->columns();
    QList<int> order;  // as the user has moved the columns
    for (int visual = 0; visual < columns.size(); ++visual) {
        const int column = horizontalHeader()->logicalIndex(visual);
        if (!isColumnHidden(column)) order.append(column);
    }
    QStringList lines, cells;
    for (const int column : std::as_const(order)) cells.append(columns[column].title.simplified());
    lines.append(cells.join(QLatin1Char('\t')));
    for (int row = 0; row < m_order->rowCount(); ++row) {
        if (selectedOnly && !selectionModel()->isRowSelected(row)) continue;
        cells.clear();
        for (const int column : std::as_const(order)) {
            const QModelIndex index = m_order->index(row, column);
            cells.append(cellText(index.data(ValueTableModel::ValueRole), index.data().toString(),
                                  columns[column].kind == TableColumn::Kind::Text));
        }
        lines.append(cells.join(QLatin1Char('\t')));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

void ValueTable::copySelected() {
    if (selectionModel()->hasSelection()) QGuiApplication::clipboard()->setText(asText(true));
}

void ValueTable::copyAll() {
    QGuiApplication::clipboard()->setText(asText(false));
}

bool ValueTable::event(QEvent* event) {
    // Without this a Copy command of the window would take the key before the table sees it.
    if (event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent*>(event)->matches(QKeySequence::Copy)) {
        event->accept();
        return true;
    }
    return QTableView::event(event);
}

void ValueTable::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->matches(QKeySequence::Copy)) return copySelected();
    if (enter && currentIndex().isValid()) {
        Q_EMIT activated(currentId());
        return;
    }
    QTableView::keyPressEvent(event);
}

void ValueTable::contextMenuEvent(QContextMenuEvent* event) {
    QMenu menu(this);
    QAction* copy = menu.addAction(theme::icon(QStringLiteral("edit-copy")), tr("Copy"), QKeySequence::Copy,
                                   this, &ValueTable::copySelected);
    copy->setEnabled(selectionModel()->hasSelection());
    QAction* all = menu.addAction(tr("Copy All"), this, &ValueTable::copyAll);
    all->setEnabled(m_model->rowCount() > 0);
    menu.exec(event->globalPos());
}

void ValueTable::paintEvent(QPaintEvent* event) {
    QTableView::paintEvent(event);
    if (m_model->rowCount() > 0 || m_emptyText.isEmpty()) return;
    QPainter painter(viewport());
    painter.setPen(theme::quietText());
    painter.drawText(viewport()->rect().adjusted(theme::kGrid, theme::kGrid, -theme::kGrid, -theme::kGrid),
                     Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
}

}  // namespace attune
