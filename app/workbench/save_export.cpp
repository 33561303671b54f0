#include "workbench/save_export.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QPointer>
#include <QSaveFile>
#include <QtConcurrent>

#include "workbench/workbench.h"

namespace attune {

void saveExport(QWidget* context, Workbench& workbench, const QString& suggestedName, const QByteArray& bytes) {
    saveExport(context, workbench, suggestedName, ExportBytes([bytes] { return bytes; }));
}

void saveExport(QWidget* context, Workbench& workbench, const QString& suggestedName, const ExportBytes& bytes) {
    const auto key = QStringLiteral("export/folder");
    const QDir last(workbench.settings.value(key, QDir::homePath()).toString());
    const QString file = QFileDialog::getSaveFileName(
        context->window(), QCoreApplication::translate("attune::SaveExport", "Export"), last.filePath(suggestedName));
    if (file.isEmpty()) return;
    workbench.settings.setValue(key, QFileInfo(file).path());
    (void)QtConcurrent::run([file, bytes, guard = QPointer<Workbench>(&workbench)] {
        QSaveFile out(file);
        if (out.open(QIODevice::WriteOnly)) {
            const QByteArray all = bytes();
            if (out.write(all) == all.size() && out.commit()) return;
        }
        const Problem problem{QCoreApplication::translate("attune::SaveExport", "The file %1 was not written.").arg(file),
                              out.errorString(), {}};
        QMetaObject::invokeMethod(qApp, [guard, problem] {
            if (guard) guard->report(problem);
        });
    });
}

}  // namespace attune
