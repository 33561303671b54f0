#include "workbench/library/import_task.h"

#include <utility>

#include "workbench/workbench.h"

namespace attune {

namespace {

struct ImportControl : TaskControl {
    explicit ImportControl(ProjectService& service) : project(service) {}
    void breathe() override {
        TaskControl::breathe();
        project.letUrgentThrough();
    }

    ProjectService& project;
};

}  // namespace

ImportTask& ImportTask::of(Workbench& workbench) {
    if (auto* task = workbench.findChild<ImportTask*>(QString(), Qt::FindDirectChildrenOnly)) return *task;
    return *new ImportTask(workbench);
}

ImportTask::ImportTask(Workbench& workbench) : LongTask(workbench) {
    // Answers about a project that is closed never come.
    connect(&workbench.project, &ProjectService::closed, this, [this] {
        cancel();
        over();
    });
}

void ImportTask::start(const QStringList& paths, const ImportOptions& options) {
    Wish wish;
    for (const QString& path : paths) wish.paths.emplace_back(path.toStdString());
    wish.options = options;
    if (wish.paths.empty()) return;
    m_waiting.append(std::move(wish));
    if (!isRunning()) startNext();
}

void ImportTask::startNext() {
    if (m_waiting.isEmpty()) return;
    const Wish wish = m_waiting.takeFirst();
    const auto control = std::make_shared<ImportControl>(workbench().project);
    const auto beforeFailure = std::make_shared<ImportReport>();
    workbench().project.write(
        this, Changes(Change::Images) | Change::Captions,
        [wish, beforeFailure, control](Session& session) {
            return session.importPaths(wish.paths, wish.options, *control, beforeFailure.get());
        },
        [this](const ImportReport& report) { end(report, {}); },
        [this, beforeFailure](const Problem& problem) {
            // What came in before it did: nothing else would tell the pages.
            if (!beforeFailure->added.empty()) Q_EMIT workbench().project.changed(Changes(Change::Images) | Change::Captions);
            end(*beforeFailure, problem);
        });
    begin(control);
}

void ImportTask::cancel() {
    LongTask::cancel();
    if (const auto waited = std::exchange(m_waiting, {}).size(); waited > 0) Q_EMIT dropped(static_cast<int>(waited));
}

void ImportTask::end(const ImportReport& report, const Problem& problem) {
    over();
    Q_EMIT ended(report, problem);
    if (!isRunning()) startNext();
}

}  // namespace attune
