// Decisions of a file on their way into the project: read on a thread and a connection of their own, so that ratings wait for
// no more than the recording.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>
#include <memory>

#include "session/rating_file.h"
#include "workbench/problem.h"

namespace attune {

class TaskThread;
class Workbench;

/// What came of it.
struct DecisionImportOutcome {
    enum class End { Done, Cancelled, Failed };
    End end = End::Done;  ///< but for Done nothing was taken in
    RatedReport report;   ///< of Done
    Problem problem;      ///< of Failed
};

/// Belongs to the workbench, so that an import goes on when the window is made anew. Closing the project cancels it.
class DecisionImport : public QObject {
    Q_OBJECT

  public:
    /// The workbench's one.
    static DecisionImport& of(Workbench& workbench);
    ~DecisionImport() override;

    /// Begins it into the open project; does nothing while another is at work.
    void start(const QString& file);
    /// Stops it within a few milliseconds, where the disk answers.
    void cancel();

    bool isRunning() const { return m_control != nullptr; }
    bool isCancelling() const;
    /// All of the file fits the project; it is being written.
    bool isRecording() const { return m_recording; }
    /// Lines of the file, then decisions.
    qint64 done() const;
    /// 0 while unknown.
    qint64 total() const;
    double perSecond() const { return m_rate; }
    /// Negative while unknown.
    double secondsLeft() const;

  Q_SIGNALS:
    /// It began, or went on; at most ten times a second.
    void progressed();
    void ended(const attune::DecisionImportOutcome& outcome);

  private:
    explicit DecisionImport(Workbench& workbench);
    struct Control;
    void record(const std::shared_ptr<const RatedFile>& file);
    void tick();
    void end(const DecisionImportOutcome& outcome);

    Workbench& m_workbench;
    std::shared_ptr<Control> m_control;  ///< of the one at work, shared with its threads
    QTimer m_timer;
    QElapsedTimer m_clock;  ///< since the first line, then since the first decision
    double m_rate = 0;      ///< lines or decisions a second
    bool m_recording = false;
    std::unique_ptr<TaskThread> m_thread;  ///< none before the first import. Last: it ends first
};

}  // namespace attune
