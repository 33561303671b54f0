#include "workbench/library/import_task.h"

#include <QCoreApplication>
#include <atomic>
#include <utility>

#include "data/error.h"
#include "workbench/workbench.h"

namespace attune {

struct ImportTask::Control {
    std::atomic<bool> cancelled = false;
    std::atomic<std::int64_t> done = 0;
    std::atomic<std::int64_t> total = 0;
};

namespace {

constexpr int kTickMs = 100;

template <class Control>
class ImportObserver : public Observer {
  public:
    ImportObserver(ProjectService& project, Control& control) : m_project(project), m_control(control) {}

    void progress(std::int64_t done, std::int64_t total) override {
        m_control.total = total;
        m_control.done = done;
    }
    void breathe() override {
        if (m_control.cancelled) throw Cancelled();
        m_project.letUrgentThrough();
    }

  private:
    ProjectService& m_project;
    Control& m_control;
};

}  // namespace

ImportTask& ImportTask::of(Workbench& workbench) {
    if (auto* task = workbench.findChild<ImportTask*>(QString(), Qt::FindDirectChildrenOnly)) return *task;
    return *new ImportTask(workbench);
}

ImportTask::ImportTask(Workbench& workbench) : QObject(&workbench), m_workbench(workbench) {
    m_timer.setInterval(kTickMs);
    connect(&m_timer, &QTimer::timeout, this, &ImportTask::tick);
    connect(qApp, &QCoreApplication::aboutToQuit, this, &ImportTask::cancel);
    // Answers about a project that is closed never come.
    connect(&workbench.project, &ProjectService::closed, this, [this] {
        cancel();
        m_control.reset();
        m_timer.stop();
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
    m_control = std::make_shared<Control>();
    m_rate = 0;
    m_clock.invalidate();
    m_timer.start();
    const auto beforeFailure = std::make_shared<ImportReport>();
    m_workbench.project.write(
        this, Changes(Change::Images) | Change::Captions,
        [wish, beforeFailure, control = m_control, &project = m_workbench.project](Session& session) {
            ImportObserver<Control> observer(project, *control);
            return session.importPaths(wish.paths, wish.options, observer, beforeFailure.get());
        },
        [this](const ImportReport& report) { end(report, {}); },
        [this, beforeFailure](const Problem& problem) {
            // What came in before it did: nothing else would tell the pages.
            if (!beforeFailure->added.empty()) Q_EMIT m_workbench.project.changed(Changes(Change::Images) | Change::Captions);
            end(*beforeFailure, problem);
        });
    Q_EMIT started();
}

void ImportTask::cancel() {
    if (m_control) m_control->cancelled = true;
    if (const auto waited = std::exchange(m_waiting, {}).size(); waited > 0) Q_EMIT dropped(static_cast<int>(waited));
}

bool ImportTask::isCancelling() const { return m_control && m_control->cancelled; }
qint64 ImportTask::done() const { return m_control ? m_control->done.load() : 0; }
qint64 ImportTask::total() const { return m_control ? m_control->total.load() : 0; }

double ImportTask::secondsLeft() const {
    return m_rate > 0 ? static_cast<double>(total() - done()) / m_rate : -1;
}

void ImportTask::tick() {
    if (!m_clock.isValid() && total() > 0) m_clock.start();
    // From the start on, so that it does not jump with the size of single pictures.
    if (m_clock.isValid() && m_clock.elapsed() > 500)
        m_rate = static_cast<double>(done()) * 1000.0 / static_cast<double>(m_clock.elapsed());
    Q_EMIT progressed();
}

void ImportTask::end(const ImportReport& report, const Problem& problem) {
    m_control.reset();
    m_timer.stop();
    Q_EMIT ended(report, problem);
    if (!isRunning()) startNext();
}

}  // namespace attune
