#include "workbench/export/export_commands.h"

#include <QAction>
#include <QFileDialog>
#include <QMainWindow>
#include <QTimer>
#include <QVBoxLayout>

#include "widgets/action_registry.h"
#include "widgets/progress_row.h"
#include "widgets/theme.h"
#include "workbench/core_messages.h"
#include "workbench/decision_counts.h"
#include "workbench/export/decision_import.h"
#include "workbench/export/export_dialog.h"
#include "workbench/project_dialog.h"

namespace attune {

namespace {

constexpr int kShowAfterMs = 400;  // what takes less would only flicker

}  // namespace

ExportCommands::ExportCommands(Workbench& workbench, ActionRegistry& actions, QMainWindow* window)
    : QObject(window), m_workbench(workbench), m_actions(actions), m_window(window), m_import(DecisionImport::of(workbench)) {
    const QString file = QStringLiteral("file");
    QAction* out = actions.add({QStringLiteral("file.export"), file, [] { return tr("&Export..."); },
                                [] { return tr("Preferences, ratings, captions, curves and checkpoints, as other programs read them."); },
                                QStringLiteral("document-export"), {QKeySequence(Qt::CTRL | Qt::Key_E)}, {}});
    connect(out, &QAction::triggered, this, [this] { openDialog(); });
    QAction* in = actions.add({QStringLiteral("file.import_decisions"), file, [] { return tr("&Import decisions..."); },
                               [] { return tr("Ratings and comparisons as lines of JSON, as Attune exports them."); },
                               QStringLiteral("document-import"), {}, {}});
    connect(in, &QAction::triggered, this, &ExportCommands::chooseDecisions);
    connect(&workbench.project, &ProjectService::opened, this, &ExportCommands::updateAvailable);
    connect(&workbench.project, &ProjectService::closed, this, &ExportCommands::updateAvailable);
    connect(&ExportTask::of(workbench), &ExportTask::ended, this, &ExportCommands::tell);
    connect(&m_import, &DecisionImport::ended, this, &ExportCommands::tellImport);
    QTimer::singleShot(kShowAfterMs, this, &ExportCommands::showImport);  // one that the window before began
    updateAvailable();
}

void ExportCommands::updateAvailable() {
    const auto& project = m_workbench.project;
    const QString reason = tr("Open a project first.");
    m_actions.setAvailable(QStringLiteral("file.export"), project.isOpen(), reason);
    m_actions.setAvailable(QStringLiteral("file.import_decisions"), project.isOpen() && !project.isReadOnly(),
                           project.isOpen() ? tr("The project is open for reading only.") : reason);
}

void ExportCommands::openDialog(qint64 model) {
    auto* dialog = new ExportDialog(m_workbench, m_window, model);
    m_dialog = dialog;
    openInProject(m_workbench.project, dialog);
}

void ExportCommands::tell(const ExportOutcome& outcome) {
    if (m_dialog && m_dialog->isVisible()) return;  // it says so itself
    switch (outcome.end) {
        case ExportOutcome::End::Failed: return m_workbench.report(outcome.problem);
        case ExportOutcome::End::Exists:
            return m_workbench.report({tr("There is something at the place of the export already: %1").arg(outcome.wish.path), {},
                                       tr("Export again, to another place.")});
        case ExportOutcome::End::Cancelled: return;
        case ExportOutcome::End::Done: break;
    }
    QStringList notes;
    for (const auto& note : outcome.report.notes) notes.append(coreText(note));
    Q_EMIT exported(tr("The export is done: %1").arg(outcome.wish.path), notes.join(QLatin1Char('\n')));
}

void ExportCommands::chooseDecisions() {
    if (m_import.isRunning()) {  // one at a time: the one at work is shown, with its Cancel
        showImport();
        return m_importDialog->raise();
    }
    auto* dialog = new QFileDialog(m_window, tr("Import decisions"), {}, tr("JSON lines (*.jsonl *.json);;All files (*)"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &ExportCommands::importDecisions);
    openInProject(m_workbench.project, dialog);
}

void ExportCommands::importDecisions(const QString& file) {
    m_import.start(file);
    QTimer::singleShot(kShowAfterMs, this, &ExportCommands::showImport);
}

void ExportCommands::showImport() {
    if (!m_import.isRunning() || m_importDialog) return;
    auto* dialog = new QDialog(m_window);  // not modal: one can rate meanwhile
    m_importDialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Import decisions"));
    dialog->setMinimumWidth(theme::kGrid * 60);
    auto* progress = new ProgressRow(dialog);
    auto* rows = new QVBoxLayout(dialog);
    rows->setContentsMargins(theme::kGrid * 2, theme::kGrid * 2, theme::kGrid * 2, theme::kGrid * 2);
    rows->addWidget(progress);
    const auto show = [this, progress] {
        progress->setTask(m_import.isRecording() ? tr("Recording decisions") : tr("Reading decisions"));
        m_import.total() > 0 ? progress->setProgress(m_import.done(), m_import.total(), m_import.perSecond(), m_import.secondsLeft())
                              : progress->setIndeterminate();
        if (m_import.isCancelling()) progress->setNote(tr("Stopping"));
    };
    connect(&m_import, &DecisionImport::progressed, dialog, show);
    connect(&m_import, &DecisionImport::ended, dialog, &QDialog::close);
    connect(progress, &ProgressRow::cancelRequested, &m_import, &DecisionImport::cancel);
    show();
    dialog->show();
}

void ExportCommands::tellImport(const DecisionImportOutcome& outcome) {
    switch (outcome.end) {
        case DecisionImportOutcome::End::Failed: return m_workbench.report(outcome.problem);
        case DecisionImportOutcome::End::Cancelled: return;
        case DecisionImportOutcome::End::Done: break;
    }
    //: "12 ratings" and "3 comparisons"
    Q_EMIT imported(tr("Imported: %1 and %2. One Undo takes them back.")
                        .arg(ratingsText(outcome.report.ratings), comparisonsText(outcome.report.comparisons)));
}

}  // namespace attune
