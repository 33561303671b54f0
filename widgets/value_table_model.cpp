#include "widgets/value_table_model.h"

#include <QLocale>
#include <algorithm>
#include <cmath>

#include "widgets/duration_text.h"
#include "widgets/number_text.h"
#include "widgets/table_copy.h"

namespace attune {

namespace {

bool isWhole(const QVariant& value) {
    switch (value.typeId()) {
        case QMetaType::Bool:
        case QMetaType::Int:
        case QMetaType::UInt:
        case QMetaType::LongLong:
        case QMetaType::ULongLong:
            return true;
        default:
            return false;
    }
}

bool isReal(const QVariant& value) {
    return value.typeId() == QMetaType::Double || value.typeId() == QMetaType::Float;
}

QString shown(const TableColumn& column, const QVariant& value) {
    if (column.format) return column.format(value);
    if (isMissing(value)) return QStringLiteral("\u2013");
    if (value.typeId() == QMetaType::QString) return value.toString();  // in the place of a number, too
    switch (column.kind) {
        case TableColumn::Kind::Text:
            return value.toString();
        case TableColumn::Kind::Whole:
            return QLocale().toString(value.toLongLong());
        case TableColumn::Kind::Real:
            return numberText(value.toDouble(), column.decimals);
        case TableColumn::Kind::Percent:
            return percentText(value.toDouble(), column.decimals);
        case TableColumn::Kind::Duration:
            return durationText(value.toDouble());
    }
    return {};
}

}  // namespace

bool isMissing(const QVariant& value) {
    return !value.isValid() || (isReal(value) && std::isnan(value.toDouble()));
}

void ValueTableModel::setColumns(const QList<TableColumn>& columns) {
    beginResetModel();
    m_columns = columns;
    endResetModel();
}

void ValueTableModel::setRows(const QList<TableRow>& rows) {
    const auto before = static_cast<int>(m_rows.size()), now = static_cast<int>(rows.size());
    // Rows change in place while their ids do; then the view keeps its place and its selection.
    bool sameStart = !m_columns.isEmpty();
    for (int row = 0; row < std::min(before, now) && sameStart; ++row)
        sameStart = m_rows[row].id == rows[row].id;
    if (!sameStart) {
        beginResetModel();
        m_rows = rows;
        endResetModel();
        return;
    }
    if (now > before) beginInsertRows({}, before, now - 1);
    if (now < before) beginRemoveRows({}, now, before - 1);
    m_rows = rows;
    if (now > before) endInsertRows();
    if (now < before) endRemoveRows();
    const int same = std::min(before, now);
    if (same > 0) Q_EMIT dataChanged(index(0, 0), index(same - 1, columnCount() - 1));
}

int ValueTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ValueTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant ValueTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const TableColumn& column = m_columns[index.column()];
    const TableRow& row = m_rows[index.row()];
    const QVariant value = row.values.value(index.column());
    switch (role) {
        case Qt::DisplayRole:
            if (const QString text = row.texts.value(index.column()); !text.isEmpty()) return text;
            return shown(column, value);
        case Qt::CheckStateRole:
            if (!m_checkable || index.column() != 0) return {};
            return static_cast<int>(row.checked ? Qt::Checked : Qt::Unchecked);
        case Qt::ToolTipRole:
            if (const QString tip = row.tips.value(index.column()); !tip.isEmpty()) return tip;
            return column.kind == TableColumn::Kind::Text ? shown(column, value) : QVariant();
        case Qt::TextAlignmentRole:
            return QVariant(Qt::AlignVCenter |
                            (column.kind == TableColumn::Kind::Text ? Qt::AlignLeft : Qt::AlignRight));
        case IdRole:
            return row.id;
        case ValueRole:
            return value;
        case kCopyRole:
            return isMissing(value) ? QVariant(QString()) : value;  // and not its dash
        default:
            return {};
    }
}

QVariant ValueTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= m_columns.size()) return {};
    const TableColumn& column = m_columns[section];
    if (role == Qt::DisplayRole) return column.title;
    if (role == Qt::ToolTipRole) return column.help.isEmpty() ? QVariant() : column.help;
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter |
                        (column.kind == TableColumn::Kind::Text ? Qt::AlignLeft : Qt::AlignRight));
    return {};
}

void ValueTableModel::setCheckable(bool on) {
    beginResetModel();
    m_checkable = on;
    endResetModel();
}

bool ValueTableModel::isChecked(const QVariant& id) const {
    const auto row = std::find_if(m_rows.begin(), m_rows.end(), [&id](const TableRow& one) { return one.id == id; });
    return row != m_rows.end() && row->checked;
}

Qt::ItemFlags ValueTableModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return m_checkable && index.column() == 0 ? flags | Qt::ItemIsUserCheckable : flags;
}

bool ValueTableModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::CheckStateRole || !m_checkable || !checkIndex(index, CheckIndexOption::IndexIsValid)) return false;
    const bool checked = value.toInt() == Qt::Checked;
    const QVariant id = m_rows[index.row()].id;  // who hears of it may set other rows
    m_rows[index.row()].checked = checked;
    Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
    Q_EMIT checkChanged(id, checked);
    return true;
}

ValueTableOrder::ValueTableOrder(QObject* parent) : QSortFilterProxyModel(parent) {
    m_collator.setNumericMode(true);
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
    setDynamicSortFilter(true);
}

void ValueTableOrder::sort(int column, Qt::SortOrder order) {
    m_descending = order == Qt::DescendingOrder;
    QSortFilterProxyModel::sort(column, order);
}

bool ValueTableOrder::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    const QVariant a = left.data(ValueTableModel::ValueRole), b = right.data(ValueTableModel::ValueRole);
    // Missing values come last in either order.
    if (isMissing(a) || isMissing(b))
        return isMissing(a) == isMissing(b) ? false : isMissing(a) == m_descending;
    if (isWhole(a) && isWhole(b)) return a.toLongLong() < b.toLongLong();
    if ((isWhole(a) || isReal(a)) && (isWhole(b) || isReal(b))) return a.toDouble() < b.toDouble();
    return m_collator.compare(a.toString(), b.toString()) < 0;
}

}  // namespace attune
