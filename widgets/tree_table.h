// Trees that are tables: rows of values without a level below.
#pragma once

class QTreeView;

namespace attune {

/// Whole rows of one height, to be read and copied and not to be changed.
void makeTable(QTreeView* tree);

}  // namespace attune
