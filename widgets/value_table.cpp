#include "widgets/value_table.h"

#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyleOptionViewItem>
#include <algorithm>

#include "widgets/table_copy.h"
#include "widgets/theme.h"
#include "widgets/value_table_model.h"

namespace attune {

namespace {

constexpr int kWidestAtFirst = 40 * theme::kGrid;
constexpr int kWidestFilled = 80 * theme::kGrid;  ///< the columns behind it must not stand far off

}  // namespace

ValueTable::ValueTable(QWidget* parent)
    : QTableView(parent), m_model(new ValueTableModel(this)), m_order(new ValueTableOrder(this)) {
    m_order->setSourceModel(m_model);
    setModel(m_order);
    m_copy = new TableCopy(this);
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
            [this] {
                viewport()->update();  // Qt draws anew only the cells
                Q_EMIT selectionChangedByIds(selectedIds());
            });
    connect(m_model, &ValueTableModel::checkChanged, this, &ValueTable::checkChanged);
}

void ValueTable::setColumns(const QList<TableColumn>& columns) {
    m_model->setColumns(columns);
    resizeColumnsToContents();
}

void ValueTable::setRows(const QList<TableRow>& rows) {
    const bool wasEmpty = m_model->rowCount() == 0, wasAtTop = verticalScrollBar()->value() == 0;
    const int left = horizontalScrollBar()->value();
    const QPersistentModelIndex top(m_order->index(rowAt(0), 0));
    const QVariant topId = top.data(ValueTableModel::IdRole);
    const QVariantList selected = selectedIds();
    const QVariant current = currentId();
    m_model->setRows(rows);
    if (wasEmpty && !rows.isEmpty()) {
        resizeColumnsToContents();
        for (int column = 0; column < m_model->columnCount(); ++column)
            setColumnWidth(column, std::min(columnWidth(column), widestAtFirst(column)));
        fillWidth();
    }
    // Where the rows are not those of before: what somebody looks at stays, or is the first row still.
    const bool isAnew = topId.isValid() && !top.isValid();
    const QModelIndex place = !isAnew ? QModelIndex() : wasAtTop ? m_order->index(0, 0) : indexOf(topId);
    if (selectedIds() != selected) {
        setAutoScroll(!place.isValid());  // else Qt scrolls to the current row
        QItemSelection again;
        for (int row = 0; row < m_order->rowCount(); ++row) {
            const QModelIndex index = m_order->index(row, 0);
            const QVariant id = index.data(ValueTableModel::IdRole);
            if (id == current) selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
            if (selected.contains(id)) again.select(index, index);
        }
        selectionModel()->select(again, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        setAutoScroll(true);
    }
    if (place.isValid()) {
        executeDelayedItemsLayout();
        scrollTo(place, PositionAtTop);
        horizontalScrollBar()->setValue(left);
    }
    viewport()->update();
}

int ValueTable::widestAtFirst(int column) const {
    const int own = m_model->columns()[column].widest;
    return own > 0 ? own : kWidestAtFirst;
}

int ValueTable::fillingColumn() const {
    if (m_filling >= 0) return m_filling;
    const QList<TableColumn>& columns = m_model->columns();
    const auto text = std::find_if(columns.begin(), columns.end(), [](const TableColumn& column) {
        return column.kind == TableColumn::Kind::Text;
    });
    return text == columns.end() ? -1 : static_cast<int>(text - columns.begin());
}

/// The filling column takes the room that is left, or gives way to the others, down to half of its text or to its own bound.
void ValueTable::fillWidth() {
    const int column = fillingColumn();
    if (m_userSized || m_model->rowCount() == 0 || column < 0) return;
    const int others = horizontalHeader()->length() - columnWidth(column);
    m_sizing = true;
    const int wanted = sizeHintForColumn(column), own = m_model->columns()[column].widest;
    // A bar beside the rows must not bring one below them: for that much its words give way, too.
    const int bar = std::clamp(contentsRect().width() - viewport()->width(), 0, verticalScrollBar()->sizeHint().width());
    const int least = own > 0 ? std::min(wanted, own) - bar : wanted / 2;
    setColumnWidth(column, std::clamp(viewport()->width() - others, least, std::max(wanted, kWidestFilled)));
    m_sizing = false;
}

void ValueTable::setFillingColumn(int column) {
    m_filling = column;
    fillWidth();
}

void ValueTable::fitColumns() {
    if (m_userSized) return;
    m_sizing = true;
    for (int column = 0; column < m_model->columnCount(); ++column) {
        const int wanted = std::min(sizeHintForColumn(column), widestAtFirst(column));
        if (wanted > columnWidth(column)) setColumnWidth(column, wanted);
    }
    m_sizing = false;
    fillWidth();
}

void ValueTable::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    fillWidth();
}

int ValueTable::endOfColumns() const { return horizontalHeader()->length() - horizontalHeader()->offset(); }

QModelIndex ValueTable::indexAt(const QPoint& pos) const {
    if (pos.x() < endOfColumns()) return QTableView::indexAt(pos);
    return m_order->index(rowAt(pos.y()), horizontalHeader()->logicalIndex(horizontalHeader()->count() - 1));
}

void ValueTable::setEmptyText(const QString& text) {
    m_emptyText = text;
    setAccessibleDescription(text);
    viewport()->update();
}

void ValueTable::setCheckable(bool on) { m_model->setCheckable(on); }

bool ValueTable::isChecked(const QVariant& id) const { return m_model->isChecked(id); }

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

QModelIndex ValueTable::indexOf(const QVariant& id) const {
    for (int row = 0; row < m_order->rowCount(); ++row)
        if (const QModelIndex index = m_order->index(row, 0); index.data(ValueTableModel::IdRole) == id) return index;
    return {};
}

void ValueTable::selectId(const QVariant& id) {
    const QModelIndex index = indexOf(id);
    if (!index.isValid()) return;
    // Not the view's setCurrentIndex(): it would add to what is selected, or take away, while Ctrl or Shift is held.
    selectionModel()->setCurrentIndex(index, selectionMode() == NoSelection
                                                 ? QItemSelectionModel::NoUpdate
                                                 : QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(index);
}

QVariantList ValueTable::shownIds() const {
    QVariantList result;
    for (int row = 0; row < m_order->rowCount(); ++row)
        result.append(m_order->index(row, 0).data(ValueTableModel::IdRole));
    return result;
}

QString ValueTable::asText(bool selectedOnly) const { return m_copy->asText(selectedOnly); }

void ValueTable::copyAll() const { m_copy->copyAll(); }

void ValueTable::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && currentIndex().isValid()) {
        Q_EMIT activated(currentId());
        return;
    }
    // The box of a row, whichever of its columns is the current one.
    if (event->key() == Qt::Key_Space && m_model->isCheckable() && currentIndex().isValid()) {
        const int turned = isChecked(currentId()) ? Qt::Unchecked : Qt::Checked;
        m_order->setData(currentIndex().siblingAtColumn(0), turned, Qt::CheckStateRole);
        return;
    }
    QTableView::keyPressEvent(event);
}

void ValueTable::paintEvent(QPaintEvent* event) {
    QTableView::paintEvent(event);
    paintBeside(event->rect());
    if (m_model->rowCount() > 0 || m_emptyText.isEmpty()) return;
    QPainter painter(viewport());
    painter.setPen(theme::quietText());
    painter.drawText(viewport()->rect().adjusted(theme::kGrid, theme::kGrid, -theme::kGrid, -theme::kGrid),
                     Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
}

/// The bands of the rows beside the last column, up to the edge.
void ValueTable::paintBeside(const QRect& area) {
    const int left = endOfColumns();
    if (left > area.right()) return;
    QPainter painter(viewport());
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    for (int row = rowAt(area.top()); row >= 0 && row < m_order->rowCount(); ++row) {
        option.rect = QRect(left, rowViewportPosition(row), viewport()->width() - left, rowHeight(row));
        if (option.rect.top() > area.bottom()) return;
        option.features.setFlag(QStyleOptionViewItem::Alternate, row % 2 == 1);
        option.state.setFlag(QStyle::State_Selected, selectionModel()->isRowSelected(row));
        style()->drawPrimitive(QStyle::PE_PanelItemViewRow, &option, &painter, this);
    }
}

}  // namespace attune
