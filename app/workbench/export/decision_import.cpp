#include "workbench/export/decision_import.h"

#include "data/error.h"
#include "workbench/task_thread.h"
#include "workbench/workbench.h"

namespace attune {

namespace {

std::filesystem::path toPath(const QString& text) { return std::filesystem::path(text.toStdU16String()); }

}  // namespace

DecisionImport& DecisionImport::of(Workbench& workbench) {
    if (auto* task = workbench.findChild<DecisionImport*>(QString(), Qt::FindDirectChildrenOnly)) return *task;
    return *new DecisionImport(workbench);
}

DecisionImport::DecisionImport(Workbench& workbench) : LongTask(workbench) {
    // Answers about a project that is closed never come.
    connect(&workbench.project, &ProjectService::closed, this, [this] {
        if (!isRunning()) return;
        cancel();
        end({DecisionImportOutcome::End::Cancelled, {}, {}});
    });
}

DecisionImport::~DecisionImport() { cancel(); }

void DecisionImport::start(const QString& file) {
    if (isRunning() || !workbench().project.isOpen()) return;
    const auto mine = std::make_shared<TaskControl>();
    m_recording = false;
    if (!m_thread) m_thread = std::make_unique<TaskThread>();
    m_thread->post([this, path = toPath(file), mine, folder = workbench().project.folder(),
                    rater = workbench().settings.rater().toStdString()] {
        std::shared_ptr<const RatedFile> read;
        DecisionImportOutcome outcome;
        try {
            const auto project = Project::open(toPath(folder), OpenMode::ReadOnly);
            read = std::make_shared<const RatedFile>(readDecisions(*project, path, rater, *mine));
        } catch (const Cancelled&) {
            outcome.end = DecisionImportOutcome::End::Cancelled;
        } catch (const std::exception& failure) {
            outcome.end = DecisionImportOutcome::End::Failed;
            outcome.problem = problemOf(failure);
        }
        QMetaObject::invokeMethod(
            this,
            [this, mine, read, outcome] {
                if (mine != control()) return;  // the project was closed meanwhile
                read ? record(read) : end(outcome);
            },
            Qt::QueuedConnection);
    });
    begin(mine);
}

void DecisionImport::record(const std::shared_ptr<const RatedFile>& file) {
    m_recording = true;
    control()->done = 0;
    control()->total = 0;
    begin(control());  // how fast decisions are written is another thing
    workbench().project.write(
        this, Change::Decisions,
        [file, control = control()](Session& session) {
            DecisionImportOutcome outcome;
            try {
                outcome.report = recordDecisions(session.project(), *file, *control);
            } catch (const Cancelled&) {
                outcome.end = DecisionImportOutcome::End::Cancelled;
            }
            return outcome;
        },
        [this](const DecisionImportOutcome& outcome) { end(outcome); },
        [this](const Problem& problem) { end({DecisionImportOutcome::End::Failed, {}, problem}); });
}

void DecisionImport::end(const DecisionImportOutcome& outcome) {
    over();
    Q_EMIT ended(outcome);
}

}  // namespace attune
