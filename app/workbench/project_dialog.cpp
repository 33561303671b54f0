#include "workbench/project_dialog.h"

#include <QDialog>

#include "workbench/project_service.h"

namespace attune {

void openInProject(ProjectService& project, QDialog* dialog) {
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(&project, &ProjectService::closed, dialog, &QDialog::reject);
    dialog->open();
}

}  // namespace attune
