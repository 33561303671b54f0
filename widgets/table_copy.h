// Copies what a table shows for a spreadsheet: the same keys, menu and text in every view that shows values.
#pragma once

#include <QList>
#include <QObject>
#include <QString>

class QAbstractItemView;
class QHeaderView;
class QPoint;

namespace attune {

/// What a model gives under this role is copied in the place of the words on screen.
inline constexpr int kCopyRole = Qt::UserRole + 256;

/// Ctrl+C and a context menu for a view, which owns it. The rows are those on the first level: none of our trees has another.
/// Lists may copy more than they show: all columns of their model. A view without a selection copies all of its rows.
class TableCopy : public QObject {
    Q_OBJECT

  public:
    explicit TableCopy(QAbstractItemView* view);

    /// Header and rows as tab-separated lines, rows and columns in their order on screen: numbers unrounded and with a point, as
    /// spreadsheets read them; nothing for what is no number; line breaks and tabs in words become blanks.
    QString asText(bool selectedOnly) const;
    void copySelected() const;
    void copyAll() const;

  protected:
    bool eventFilter(QObject* object, QEvent* event) override;

  private:
    const QHeaderView* header() const;
    QList<int> columns() const;
    bool hasSelection() const;
    void showMenu(const QPoint& global);

    QAbstractItemView* m_view;
};

}  // namespace attune
