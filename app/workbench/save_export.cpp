#include "workbench/save_export.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QPointer>
#include <QSaveFile>
#include <QtConcurrent>

#include "workbench/workbench.h"

namespace attune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(attune::SaveExport)

  public:
    static QString title() { return tr("Export"); }
    static Problem unwritten(const QString& file, const QString& why) { return {tr("The file %1 was not written.").arg(file), why, {}}; }
    static QString gone() { return tr("The plot is not there any more."); }
};

/// Empty where none was chosen.
QString askWhere(QWidget* context, Workbench& workbench, const QString& suggestedName) {
    const auto key = QStringLiteral("export/folder");
    QFileDialog dialog(context->window(), Words::title(), workbench.settings.value(key, QDir::homePath()).toString());
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    // The dialog's own: it asks before it overwrites the file that has the ending.
    dialog.setDefaultSuffix(QFileInfo(suggestedName).suffix());
    dialog.selectFile(suggestedName);
    if (dialog.exec() != QDialog::Accepted) return {};
    const QString file = dialog.selectedFiles().value(0);
    if (!file.isEmpty()) workbench.settings.setValue(key, QFileInfo(file).path());
    return file;
}

void write(Workbench& workbench, const QString& file, const ExportBytes& bytes) {
    (void)QtConcurrent::run(&workbench.threads, [file, bytes, guard = QPointer<Workbench>(&workbench)] {
        QSaveFile out(file);
        if (out.open(QIODevice::WriteOnly)) {
            const QByteArray all = bytes();
            if (out.write(all) == all.size() && out.commit()) return;
        }
        QMetaObject::invokeMethod(qApp, [guard, problem = Words::unwritten(file, out.errorString())] {
            if (guard) guard->report(problem);
        });
    });
}

}  // namespace

void saveExport(QWidget* context, Workbench& workbench, const QString& suggestedName, const ExportBytes& bytes) {
    const QString file = askWhere(context, workbench, suggestedName);
    if (!file.isEmpty()) write(workbench, file, bytes);
}

void savePainted(QWidget* context, Workbench& workbench, const QString& suggestedName, const ExportPaint& paint) {
    const QString file = askWhere(context, workbench, suggestedName);
    if (file.isEmpty()) return;
    const QByteArray all = paint();
    if (all.isEmpty()) return workbench.report(Words::unwritten(file, Words::gone()));
    write(workbench, file, [all] { return all; });
}

}  // namespace attune
