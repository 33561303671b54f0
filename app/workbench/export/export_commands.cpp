#include "workbench/export/export_commands.h"

#include <QAction>
#include <QFileDialog>
#include <QMainWindow>

#include "widgets/action_registry.h"
#include "workbench/core_messages.h"
#include "workbench/decision_counts.h"
#include "workbench/export/export_dialog.h"

namespace attune {

ExportCommands::ExportCommands(Workbench& workbench, ActionRegistry& actions, QMainWindow* window)
    : QObject(window), m_workbench(workbench), m_actions(actions), m_window(window) {
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
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    // What it exports is the open project's.
    connect(&m_workbench.project, &ProjectService::closed, dialog, &QDialog::reject);
    dialog->open();
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
    const QString file = QFileDialog::getOpenFileName(m_window, tr("Import decisions"), {}, tr("JSON lines (*.jsonl *.json);;All files (*)"));
    if (!file.isEmpty()) importDecisions(file);
}

void ExportCommands::importDecisions(const QString& file) {
    m_workbench.project.write(
        this, Change::Decisions,
        [path = std::filesystem::path(file.toStdU16String()), rater = m_workbench.settings.rater().toStdString()](
            Session& session) { return session.importRatings(path, rater); },
        [this](const RatedReport& report) {
            //: "12 ratings" and "3 comparisons"
            Q_EMIT imported(tr("Imported: %1 and %2. One Undo takes them back.")
                                .arg(ratingsText(report.ratings), comparisonsText(report.comparisons)));
        });
}

}  // namespace attune
