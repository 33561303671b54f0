// How a recent project is painted.
#pragma once

#include <QStyledItemDelegate>

namespace attune {

class RecentRow : public QStyledItemDelegate {
    Q_OBJECT

  public:
    enum Role { Project = Qt::UserRole + 1 };

    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// Where the cross is that takes the row off the list.
    static QRect crossRect(const QRect& row);
};

}  // namespace attune
