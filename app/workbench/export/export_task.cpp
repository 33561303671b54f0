#include "workbench/export/export_task.h"

#include <QCoreApplication>
#include <atomic>

#include "data/error.h"
#include "workbench/task_thread.h"
#include "workbench/workbench.h"

namespace attune {

namespace {

constexpr int kTickMs = 100;

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

struct ExportTask::Control : public Observer {
    void progress(std::int64_t ready, std::int64_t all) override {
        total = all;
        done = ready;
    }
    void breathe() override {
        if (cancelled) throw Cancelled();
    }

    std::atomic<bool> cancelled = false;
    std::atomic<std::int64_t> done = 0;
    std::atomic<std::int64_t> total = 0;
};

ExportTask& ExportTask::of(Workbench& workbench) {
    if (auto* task = workbench.findChild<ExportTask*>(QString(), Qt::FindDirectChildrenOnly)) return *task;
    return *new ExportTask(workbench);
}

ExportTask::ExportTask(Workbench& workbench) : QObject(&workbench), m_workbench(workbench) {
    m_timer.setInterval(kTickMs);
    connect(&m_timer, &QTimer::timeout, this, &ExportTask::tick);
    connect(qApp, &QCoreApplication::aboutToQuit, this, &ExportTask::cancel);
    connect(&workbench.project, &ProjectService::closed, this, &ExportTask::cancel);
}

ExportTask::~ExportTask() { cancel(); }

void ExportTask::start(const ExportWish& wish) {
    if (isRunning() || !m_workbench.project.isOpen()) return;
    m_wish = wish;
    m_control = std::make_shared<Control>();
    m_rate = 0;
    m_clock.invalidate();
    m_timer.start();
    if (!m_thread) m_thread = std::make_unique<TaskThread>();
    m_thread->post([this, wish, control = m_control, folder = m_workbench.project.folder()] {
        QMetaObject::invokeMethod(
            this, [this, outcome = exported(wish, folder, *control)] { end(outcome); }, Qt::QueuedConnection);
    });
    Q_EMIT progressed();
}

void ExportTask::cancel() {
    if (m_control) m_control->cancelled = true;
}

bool ExportTask::isCancelling() const { return m_control && m_control->cancelled; }
qint64 ExportTask::done() const { return m_control ? m_control->done.load() : 0; }
qint64 ExportTask::total() const { return m_control ? m_control->total.load() : 0; }

double ExportTask::secondsLeft() const { return m_rate > 0 ? static_cast<double>(total() - done()) / m_rate : -1; }

void ExportTask::tick() {
    if (!m_clock.isValid() && total() > 0) m_clock.start();
    // From the start on, so that it does not jump with the size of single rows or files.
    if (m_clock.isValid() && m_clock.elapsed() > 500)
        m_rate = static_cast<double>(done()) * 1000.0 / static_cast<double>(m_clock.elapsed());
    Q_EMIT progressed();
}

void ExportTask::end(const ExportOutcome& outcome) {
    m_control.reset();
    m_timer.stop();
    Q_EMIT ended(outcome);
}

}  // namespace attune
