// A button that is a command: its name, words (without dots), icon, tooltip and whether it can be pressed are those of the
// action.
#pragma once

class QAction;
class QPushButton;
class QWidget;

namespace attune {

QPushButton* makeActionButton(QAction* action, QWidget* parent);

}  // namespace attune
