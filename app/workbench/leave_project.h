// What is asked before the open project is left: for another one, for none, or with the window.
#pragma once

class QString;
class QWidget;

namespace attune {

class Workbench;

/// Asks where an import, an export or a search for missing images is at work, and stops it if that is the answer.
/// @return whether none holds up the leaving
bool mayLeaveProject(Workbench& workbench, QWidget* window, const QString& stopWords);
/// The same, before another project is made or opened.
bool mayOpenAnother(Workbench& workbench, QWidget* window);
/// Opens it if nothing holds that up; for the one that is open already, by whatever path, nothing has to stop.
void openAnother(Workbench& workbench, QWidget* window, const QString& folder);

}  // namespace attune
