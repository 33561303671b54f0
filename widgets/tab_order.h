// The order in which Tab goes through groups of controls, for those that are made or moved after their neighbours.
#pragma once

#include <QList>

class QWidget;

namespace attune {

/// Tab goes through all controls of the first group, then of the second, and so on; within a group as it did before.
/// @param groups  of one window, single controls or what holds them; nullptr is passed over
void tabInOrder(const QList<QWidget*>& groups);

}  // namespace attune
