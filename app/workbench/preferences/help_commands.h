// Preferences and the Help menu: shortcuts, the guide, what Attune is made of.
#pragma once

class QMainWindow;

namespace attune {

class ActionRegistry;
class Workbench;

/// Registers edit.preferences and the commands of the group "help".
void addHelpCommands(Workbench& workbench, ActionRegistry& actions, QMainWindow* window);

}  // namespace attune
