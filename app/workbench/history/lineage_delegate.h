// Paints a model's place in the lineage: lanes, a node, its name, and a badge on what is current.
#pragma once

#include <QStyledItemDelegate>

#include "workbench/history/lineage_layout.h"

namespace attune {

class LineageDelegate : public QStyledItemDelegate {
    Q_OBJECT

  public:
    enum Role { Id = Qt::UserRole + 1, Drawing, Captioner, Current };

    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace attune

Q_DECLARE_METATYPE(attune::LineageRow)
