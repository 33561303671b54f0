// The runs of the open project: what waits, what is at work, how far it is; one at a time.
#pragma once

#include <QDeadlineTimer>
#include <QHash>
#include <QList>
#include <QObject>
#include <QTimer>
#include <functional>
#include <map>
#include <memory>
#include <optional>

#include "protocol/event.h"
#include "protocol/event_reader.h"
#include "session/job_builder.h"
#include "workbench/engine_client.h"
#include "workbench/project_service.h"

namespace attune {

/// A run as the window shows it while it waits or works.
struct LiveRun {
    Id id = 0;
    QString kind;    ///< "generate", "train_reward", ..
    QString folder;  ///< absolute
    QString device;  ///< as its job has it: "auto", "cpu", "cuda:0"
    /// Launching: on its way to the engine, which has not said that it begins. Elsewhere: in the engine of an earlier window, or
    /// of an earlier opening of the project, which nobody talks to any more; until it ends, the others wait.
    enum class State { Waiting, Launching, Working, Paused, Stopping, Elsewhere, StoppingElsewhere } state = State::Waiting;
    QString phase;
    qint64 done = 0, total = 0;
    double rate = 0;  ///< units a second; 0 while unknown
    double eta = -1;  ///< seconds; negative while unknown
    QDeadlineTimer patience{QDeadlineTimer::Forever};  ///< with an engine elsewhere that was asked to stop

    bool isElsewhere() const { return state == State::Elsewhere || state == State::StoppingElsewhere; }
    /// This window's engine works on it, or is about to; paused included.
    bool isOurs() const { return state != State::Waiting && !isElsewhere(); }
};

/// Launches drafts, keeps those that wait, passes on what the engine says, takes events into the project at most four
/// times a second, and settles a run exactly once, whether the engine ends it or dies. An engine that does not answer
/// Stop within half a second is killed; one of an earlier window, whose answer nobody hears, if it has not stopped in ten.
class RunQueue : public QObject {
    Q_OBJECT

  public:
    RunQueue(ProjectService& project, EngineClient& engine, QObject* parent = nullptr);

    using MakeDraft = std::function<JobDraft(Project&)>;  ///< on the reader's thread: it may look at every picture
    using Launched = std::function<void(Id run)>;
    /// Makes the run of what is decided by now, and puts it behind those that wait. Problems go to ProjectService::failed or `fail`.
    void launch(MakeDraft make, Launched launched = {}, ProjectService::Fail fail = {});
    /// Goes on with an interrupted, failed, cancelled or queued run. (A run made by Session::newRun or reproduce is "queued".)
    /// One of a device that the engine does not have is a problem.
    void resume(Id run, ProjectService::Fail fail = {});

    void pause();
    void unpause();
    /// Cancels the run at work, or takes it out of those that wait (it stays resumable).
    void stop(Id run);
    void stopAll();

    /// In order: the one at work first.
    const QList<LiveRun>& runs() const { return m_runs; }
    std::optional<LiveRun> find(Id run) const;
    /// The one at work, paused included.
    std::optional<LiveRun> current() const;
    /// One that an earlier window's engine works on: those that wait wait for it. Then none is at work here.
    std::optional<LiveRun> elsewhere() const;
    bool isIdle() const { return m_runs.isEmpty(); }

  Q_SIGNALS:
    void runAdded(qint64 run);
    /// State, phase or progress of a run, or the order of the queue.
    void runChanged(qint64 run);
    /// Every event of the run at work as it comes: metric, sample, projection, warning, ..
    void event(qint64 run, const attune::Event& event);
    void metrics(qint64 run, qint64 step, const std::map<std::string, double>& values);
    /// The project holds all of the run now. @param status "finished", "failed", "cancelled" or "interrupted"
    /// @param problem  of a run that failed, or that was interrupted by something else than an engine of this window that died
    void runEnded(qint64 run, const QString& status, const attune::Problem& problem);
    /// The engine died; the run at work (0 for none) can be resumed. @param dropped  those that waited and wait no more, in order;
    /// they can be resumed, too
    void engineDied(qint64 run, const QString& words, const QList<qint64>& dropped);
    /// The project is being closed while its run is at work: the engine finishes it without us, and the project takes it in when it
    /// is opened again. @param project  its name
    void leftToFinish(qint64 run, const QString& project);
    /// What a run of an earlier window's engine has said up to now is in the project.
    void takenIn(qint64 run);
    /// Opening the project found these runs cut off: whoever ran them is gone. They can be resumed.
    void foundInterrupted(const QList<qint64>& runs);
    /// Opening the project found that these runs waited in an earlier window, which is gone. They can be resumed.
    void foundWaiting(const QList<qint64>& runs);

  private:
    /// Runs are launched and taken in between two transactions of an import, which may go on for an hour. All steps of a run
    /// keep their order among themselves.
    static constexpr auto kBetweenOthers = TaskThread::Priority::Urgent;

    void enqueue(Id run);
    /// Lets go of the engine with the run at work: its project is being closed.
    void leave();
    void startNext();
    void begin(Id run);
    void take(const QString& folder, const Event& event);
    /// What the event says of how far the run is.
    void follow(LiveRun& run, const Event& event);
    void tellMetrics(Id run, const Event& event);
    /// As end(), for an end that stands in no events file: the project is told of it here. @param why  as RunRecord::message
    void settle(Id run, const QString& status, const Problem& problem, const std::string& why);
    void end(Id run, const QString& status, const Problem& problem);
    /// What was taken in, told as changes of the project; what was not understood, as warnings of the run.
    void tellTakenIn(Id run, const IngestReport& report);
    void tellWarning(Id run, const std::string& text);
    /// Once, until it is taken in again or is another problem.
    void tellNotTakenIn(Id run, const Problem& problem);
    void ingestSoon();
    void ingest(Id run, std::function<void()> then);
    void onEngineDied(const QString& words);
    /// The engine died before it could begin: started anew it would most likely die again, and so on. They can be resumed.
    void dropWaiting(const QString& words);
    void attach();
    void pollElsewhere();
    /// What the file of such a run has said since the last time, as if its engine had said it here.
    void followElsewhere(const LiveRun& run);
    /// Asks it; if it goes on all the same, pollElsewhere() ends it.
    void stopElsewhere(Id run);
    /// What its record says of it; it waits.
    static LiveRun recorded(const RunRecord& run, const std::filesystem::path& folder);
    LiveRun* live(Id run);
    LiveRun* working();

    ProjectService& m_project;
    EngineClient& m_engine;
    QList<LiveRun> m_runs;
    QTimer m_ingestTimer;
    QTimer m_stopTimer;
    QTimer m_pollTimer;
    std::map<Id, std::shared_ptr<EventReader>> m_readers;  ///< of runs elsewhere; read on the reader's thread alone
    std::map<Id, QString> m_ingestProblems;  ///< of a run, told last; none once events were taken in
    bool m_ingesting = false;
    bool m_sent = false;   ///< the engine was told of the run at work
    bool m_ended = false;  ///< the run at work has said its last word and is being taken in
    TaskThread m_drafts;   ///< they look at every picture: with a connection of their own, so that no page waits for one
};

}  // namespace attune
