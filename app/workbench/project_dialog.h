// Dialogs about what the open project holds.
#pragma once

class QDialog;

namespace attune {

class ProjectService;

/// Opens it; closed, it is deleted. It goes with the project: the ids that it carries are those of other things in the next.
void openInProject(ProjectService& project, QDialog* dialog);

}  // namespace attune
