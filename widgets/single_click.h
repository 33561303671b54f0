// For controls that decide: the second press of a double click would decide on what comes next.
#pragma once

class QWidget;

namespace attune {

/// From now on a double click on the widget is one click.
void takeDoubleClicksForOne(QWidget* widget);

}  // namespace attune
