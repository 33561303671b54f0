#include "workbench/export/decision_import.h"

#include <QCoreApplication>
#include <atomic>

#include "data/error.h"
#include "workbench/task_thread.h"
#include "workbench/workbench.h"

namespace attune {

namespace {

constexpr int kTickMs = 100;

std::filesystem::path toPath(const QString& text) { return std::filesystem::path(text.toStdU16String()); }

}  // namespace

struct DecisionImport::Control : public Observer {
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

DecisionImport& DecisionImport::of(Workbench& workbench) {
    if (auto* task = workbench.findChild<DecisionImport*>(QString(), Qt::FindDirectChildrenOnly)) return *task;
    return *new DecisionImport(workbench);
}

DecisionImport::DecisionImport(Workbench& workbench) : QObject(&workbench), m_workbench(workbench) {
    m_timer.setInterval(kTickMs);
    connect(&m_timer, &QTimer::timeout, this, &DecisionImport::tick);
    connect(qApp, &QCoreApplication::aboutToQuit, this, &DecisionImport::cancel);
    // Answers about a project that is closed never come.
    connect(&workbench.project, &ProjectService::closed, this, [this] {
        if (!isRunning()) return;
        cancel();
        end({DecisionImportOutcome::End::Cancelled, {}, {}});
    });
}

DecisionImport::~DecisionImport() { cancel(); }

void DecisionImport::start(const QString& file) {
    if (isRunning() || !m_workbench.project.isOpen()) return;
    m_control = std::make_shared<Control>();
    m_recording = false;
    m_rate = 0;
    m_clock.invalidate();
    m_timer.start();
    if (!m_thread) m_thread = std::make_unique<TaskThread>();
    m_thread->post([this, path = toPath(file), control = m_control, folder = m_workbench.project.folder(),
                    rater = m_workbench.settings.rater().toStdString()] {
        std::shared_ptr<const RatedFile> read;
        DecisionImportOutcome outcome;
        try {
            const auto project = Project::open(toPath(folder), OpenMode::ReadOnly);
            read = std::make_shared<const RatedFile>(readDecisions(*project, path, rater, *control));
        } catch (const Cancelled&) {
            outcome.end = DecisionImportOutcome::End::Cancelled;
        } catch (const std::exception& failure) {
            outcome.end = DecisionImportOutcome::End::Failed;
            outcome.problem = problemOf(failure);
        }
        QMetaObject::invokeMethod(
            this,
            [this, control, read, outcome] {
                if (control != m_control) return;  // the project was closed meanwhile
                read ? record(read) : end(outcome);
            },
            Qt::QueuedConnection);
    });
    Q_EMIT progressed();
}

void DecisionImport::record(const std::shared_ptr<const RatedFile>& file) {
    m_recording = true;
    m_rate = 0;
    m_clock.invalidate();
    m_control->done = 0;
    m_control->total = 0;
    m_workbench.project.write(
        this, Change::Decisions,
        [file, control = m_control](Session& session) {
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

void DecisionImport::cancel() {
    if (m_control) m_control->cancelled = true;
}

bool DecisionImport::isCancelling() const { return m_control && m_control->cancelled; }
qint64 DecisionImport::done() const { return m_control ? m_control->done.load() : 0; }
qint64 DecisionImport::total() const { return m_control ? m_control->total.load() : 0; }

double DecisionImport::secondsLeft() const { return m_rate > 0 ? static_cast<double>(total() - done()) / m_rate : -1; }

void DecisionImport::tick() {
    if (!m_clock.isValid() && total() > 0) m_clock.start();
    // From the start on, so that it does not jump with the size of single lines.
    if (m_clock.isValid() && m_clock.elapsed() > 500)
        m_rate = static_cast<double>(done()) * 1000.0 / static_cast<double>(m_clock.elapsed());
    Q_EMIT progressed();
}

void DecisionImport::end(const DecisionImportOutcome& outcome) {
    m_control.reset();
    m_timer.stop();
    Q_EMIT ended(outcome);
}

}  // namespace attune
