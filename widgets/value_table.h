// A table of values with an id per row: sorts numbers as numbers, copies as tab-separated text (see TableCopy).
#pragma once

#include <QList>
#include <QStringList>
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
    /// Words for a value, instead of those of the kind; sorting and copying go on using the value, in any kind. A text in the
    /// place of a number stands as it is.
    std::function<QString(const QVariant&)> format = {};
    /// Pixels, until the user widens it; 0: no bound of its own. A filling column that has one is not narrower than its words
    /// up to that, but for a bar beside the rows: the columns behind it go out of sight instead.
    int widest = 0;
};

struct TableRow {
    QVariant id;          ///< what activated() and selection speak of
    QVariantList values;  ///< one per column; an invalid one or a NaN is shown as a dash and sorted last
    QStringList tips = {};  ///< tooltips by column; where there is none, words are their own
    bool checked = false;   ///< of a table whose rows can be checked
    QStringList texts = {};  ///< by column, in the place of the value's own words; sorting and copying go on using the value
};

class TableCopy;
class ValueTableModel;
class ValueTableOrder;

class ValueTable : public QTableView {
    Q_OBJECT

  public:
    explicit ValueTable(QWidget* parent = nullptr);

    void setColumns(const QList<TableColumn>& columns);
    /// Replaces the rows; what is selected stays selected by its id, and what is at the upper edge stays there.
    void setRows(const QList<TableRow>& rows);
    /// Shown in the middle while there are no rows.
    void setEmptyText(const QString& text);
    /// Gives each row a box in the first column; Space turns that of the current row.
    void setCheckable(bool on);
    bool isChecked(const QVariant& id) const;
    /// The column that takes the room that is left; the first one of text unless set.
    void setFillingColumn(int column);
    /// Widens columns whose values have grown, unless the user has set widths.
    void fitColumns();

    QVariantList selectedIds() const;
    QVariant currentId() const;
    /// Scrolls to it.
    void selectId(const QVariant& id);
    /// Ids from top to bottom, as sorted now.
    QVariantList shownIds() const;

    /// Beside the last column a row is still itself.
    QModelIndex indexAt(const QPoint& pos) const override;

    /// See TableCopy.
    QString asText(bool selectedOnly) const;
    void copyAll() const;

  Q_SIGNALS:
    /// Double click or Enter.
    void activated(const QVariant& id);
    void currentIdChanged(const QVariant& id);
    void selectionChangedByIds(const QVariantList& ids);
    /// By the user.
    void checkChanged(const QVariant& id, bool checked);

  protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    QModelIndex indexOf(const QVariant& id) const;
    int fillingColumn() const;
    void fillWidth();
    int widestAtFirst(int column) const;
    int endOfColumns() const;
    void paintBeside(const QRect& area);

    int m_filling = -1;         // the column that was set to take the room; -1: none
    bool m_userSized = false;  // the user set a column's width: leave them all alone
    bool m_sizing = false;
    QString m_emptyText;
    ValueTableModel* m_model;
    ValueTableOrder* m_order;
    TableCopy* m_copy;
};

}  // namespace attune
