// How one command is painted in the palette: icon, words with the matched letters bold, group and key at the
// right.
#pragma once

#include <QStyledItemDelegate>

namespace attune {

class CommandRow : public QStyledItemDelegate {
    Q_OBJECT

  public:
    enum Role { Id = Qt::UserRole + 1, Group, Key, Positions, Reason };

    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace attune
