// The commands on runs of any kind, live on every page: pause, stop, stop all.
#pragma once

class QMainWindow;

namespace attune {

class ActionRegistry;
class Workbench;

/// Registers the commands of the group "run"; they are available while there is a run to act on.
void addRunCommands(Workbench& workbench, ActionRegistry& actions, QMainWindow* window);

}  // namespace attune
