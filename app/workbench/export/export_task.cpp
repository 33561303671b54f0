#include "workbench/export/export_task.h"

#include "data/error.h"
#include "workbench/task_thread.h"
#include "workbench/workbench.h"

namespace attune {

namespace {

std::filesystem::path toPath(const QString& text) { return std::filesystem::path(text.toStdU16String()); }

/// On the task's thread. @param folder  of the project
ExportOutcome exported(const ExportWish& wish, const QString& folder, Observer& observer) {
    using End = ExportOutcome::End;
    ExportOutcome outcome;
    outcome.wish = wish;
    try {
        const auto out = toPath(wish.path);
        std::error_code failure;
        if (!wish.overwrite && std::filesystem::exists(out, failure)) {
            outcome.end = End::Exists;
            return outcome;
        }
        const auto project = Project::open(toPath(folder), OpenMode::ReadOnly);
        outcome.report = exportTo(*project, wish.format.toStdString(), out, wish.choice, observer);
    } catch (const Cancelled&) {
        outcome.end = End::Cancelled;
    } catch (const std::exception& failure) {
        outcome.end = End::Failed;
        outcome.problem = problemOf(failure);
    }
    return outcome;
}

}  // namespace

ExportTask& ExportTask::of(Workbench& workbench) {
    if (auto* task = workbench.findChild<ExportTask*>(QString(), Qt::FindDirectChildrenOnly)) return *task;
    return *new ExportTask(workbench);
}

ExportTask::ExportTask(Workbench& workbench) : LongTask(workbench) {
    connect(&workbench.project, &ProjectService::closed, this, &ExportTask::cancel);
}

ExportTask::~ExportTask() { cancel(); }

void ExportTask::start(const ExportWish& wish) {
    if (isRunning() || !workbench().project.isOpen()) return;
    m_wish = wish;
    const auto control = std::make_shared<TaskControl>();
    if (!m_thread) m_thread = std::make_unique<TaskThread>();
    m_thread->post([this, wish, control, folder = workbench().project.folder()] {
        QMetaObject::invokeMethod(
            this, [this, outcome = exported(wish, folder, *control)] { end(outcome); }, Qt::QueuedConnection);
    });
    begin(control);
}

void ExportTask::end(const ExportOutcome& outcome) {
    over();
    Q_EMIT ended(outcome);
}

}  // namespace attune
