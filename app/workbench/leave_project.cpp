#include "workbench/leave_project.h"

#include <QCoreApplication>
#include <QDir>
#include <QMessageBox>
#include <QPushButton>
#include <QStringList>
#include <filesystem>

#include "widgets/duration_text.h"
#include "workbench/export/decision_import.h"
#include "workbench/export/export_task.h"
#include "workbench/library/find_pictures.h"
#include "workbench/library/import_task.h"
#include "workbench/workbench.h"

namespace attune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(attune::LeaveProject)

  public:
    static QString importing(const ImportTask& task) {
        if (task.total() <= 0) return tr("An import is at work. What was taken in is kept; the rest is not.");
        return tr("An import is at work: %1 of %2 images. What was taken in is kept; the rest is not.")
            .arg(countText(task.done()), countText(task.total()));
    }
    static QString decisions() { return tr("Decisions are being imported. None of them is taken in."); }
    static QString searching(const FindPictures& task) {
        if (task.total() <= 0) return tr("Missing images are being looked for. What was found is kept.");
        return tr("Missing images are being looked for: %1 of %2 files. What was found is kept.")
            .arg(countText(task.done()), countText(task.total()));
    }
    static QString exporting() { return tr("An export is at work. What it has written is removed."); }
    static QString importTitle() { return tr("An import is at work"); }
    static QString decisionsTitle() { return tr("Decisions are being imported"); }
    static QString searchTitle() { return tr("Missing images are being looked for"); }
    static QString exportTitle() { return tr("An export is at work"); }
    static QString keep() { return tr("Keep working"); }
    static QString stopAndOpen() { return tr("Stop it and open"); }
};

bool holdsUp(const LongTask& task) { return task.isRunning() && !task.isCancelling(); }

bool isAtWork(Workbench& workbench) {
    return holdsUp(ImportTask::of(workbench)) || holdsUp(DecisionImport::of(workbench)) || holdsUp(FindPictures::of(workbench)) ||
           holdsUp(ExportTask::of(workbench));
}

}  // namespace

bool mayLeaveProject(Workbench& workbench, QWidget* window, const QString& stopWords) {
    auto& pictures = ImportTask::of(workbench);
    auto& decisions = DecisionImport::of(workbench);
    auto& search = FindPictures::of(workbench);
    auto& exporting = ExportTask::of(workbench);
    const struct {
        LongTask& task;
        QString title, words;
    } works[] = {
        {pictures, Words::importTitle(), Words::importing(pictures)},
        {decisions, Words::decisionsTitle(), Words::decisions()},
        {search, Words::searchTitle(), Words::searching(search)},
        {exporting, Words::exportTitle(), Words::exporting()},
    };
    QString title;
    QStringList words;
    for (const auto& work : works) {
        if (!holdsUp(work.task)) continue;
        if (title.isEmpty()) title = work.title;
        words.append(work.words);
    }
    if (words.isEmpty()) return true;
    QMessageBox box(QMessageBox::Question, title, words.join(QStringLiteral("\n\n")), QMessageBox::NoButton, window);
    auto* keep = box.addButton(Words::keep(), QMessageBox::RejectRole);
    auto* stop = box.addButton(stopWords, QMessageBox::DestructiveRole);
    box.setDefaultButton(keep);
    box.setEscapeButton(keep);
    box.exec();
    if (box.clickedButton() != stop) return false;
    for (const auto& work : works) work.task.cancel();
    return true;
}

bool mayOpenAnother(Workbench& workbench, QWidget* window) {
    return mayLeaveProject(workbench, window, Words::stopAndOpen());
}

void openAnother(Workbench& workbench, QWidget* window, const QString& folder) {
    auto& project = workbench.project;
    const auto go = [&workbench, window, folder](bool stays) {
        if (stays || mayOpenAnother(workbench, window)) workbench.project.open(folder);
    };
    if (!project.isOpen() || project.isReadOnly() || !isAtWork(workbench)) return go(false);
    if (QDir::cleanPath(folder) == QDir::cleanPath(project.folder())) return go(true);
    // A link may lead to the one that is open: the disk knows.
    project.read(
        window,
        [path = std::filesystem::path(folder.toStdString())](Project& open) {
            std::error_code none;
            return std::filesystem::equivalent(open.folder(), path, none);
        },
        go);
}

}  // namespace attune
