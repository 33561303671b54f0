// Rows and order behind a ValueTable.
#pragma once

#include <QAbstractTableModel>
#include <QCollator>
#include <QSortFilterProxyModel>

#include "widgets/value_table.h"

namespace attune {

class ValueTableModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Role { IdRole = Qt::UserRole + 1, ValueRole };

    using QAbstractTableModel::QAbstractTableModel;
    void setColumns(const QList<TableColumn>& columns);
    void setRows(const QList<TableRow>& rows);
    const QList<TableColumn>& columns() const { return m_columns; }
    void setCheckable(bool on);
    bool isCheckable() const { return m_checkable; }
    bool isChecked(const QVariant& id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

  Q_SIGNALS:
    void checkChanged(const QVariant& id, bool checked);

  private:
    QList<TableColumn> m_columns;
    QList<TableRow> m_rows;
    bool m_checkable = false;
};

class ValueTableOrder : public QSortFilterProxyModel {
    Q_OBJECT

  public:
    explicit ValueTableOrder(QObject* parent = nullptr);
    void sort(int column, Qt::SortOrder order) override;

  protected:
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

  private:
    QCollator m_collator;
    bool m_descending = false;
};

/// True for what is shown as a dash: no value, or a number that is none.
bool isMissing(const QVariant& value);

}  // namespace attune
