// A table of values with an id per row: sorts numbers as numbers, copies as tab-separated text.
#pragma once

#include <QList>
#include <QTableView>
#include <QVariant>
#include <functional>

namespace attune {

struct TableColumn {
    enum class Kind { Text, Whole, Real, Percent, Duration };
    QString title;
    Kind kind = Kind::Text;
    int decimals = 3;   ///< of Real and Percent
    QString help = {};  ///< tooltip of the header
    /// Words for a value, instead of those of the kind; sorting and copying go on using the value.
    std::function<QString(const QVariant&)> format = {};
};

struct TableRow {
    QVariant id;          ///< what activated() and selection speak of
    QVariantList values;  ///< one per column; an invalid one or a NaN is shown as a dash and sorted last
};

class ValueTableModel;
class ValueTableOrder;

class ValueTable : public QTableView {
    Q_OBJECT

  public:
    explicit ValueTable(QWidget* parent = nullptr);

    void setColumns(const QList<TableColumn>& columns);
    /// Replaces the rows; what is selected stays selected by its id.
    void setRows(const QList<TableRow>& rows);
    /// Shown in the middle while there are no rows.
    void setEmptyText(const QString& text);

    QVariantList selectedIds() const;
    QVariant currentId() const;
    void selectId(const QVariant& id);
    /// Ids from top to bottom, as sorted now.
    QVariantList shownIds() const;

    /// Header and rows as tab-separated lines: numbers unrounded and with a point, as spreadsheets read them.
    QString asText(bool selectedOnly) const;
    void copySelected();
    void copyAll();

  Q_SIGNALS:
    /// Double click or Enter.
    void activated(const QVariant& id);
    void currentIdChanged(const QVariant& id);
    void selectionChangedByIds(const QVariantList& ids);

  protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    void fillWidth();

    bool m_userSized = false;  // the user set a column's width: leave them all alone
    bool m_sizing = false;
    QString m_emptyText;
    ValueTableModel* m_model;
    ValueTableOrder* m_order;
};

}  // namespace attune
