#include "widgets/tree_table.h"

#include <QTreeView>

#include "widgets/table_copy.h"

namespace attune {

void makeTable(QTreeView* tree) {
    tree->setRootIsDecorated(false);
    tree->setUniformRowHeights(true);
    tree->setAllColumnsShowFocus(true);
    tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    new TableCopy(tree);
}

}  // namespace attune
