// Decisions of a file on their way into the project: read on a thread and a connection of their own, so that ratings wait for
// no more than the recording.
#pragma once

#include <QString>
#include <memory>

#include "session/rating_file.h"
#include "workbench/long_task.h"
#include "workbench/problem.h"

namespace attune {

class TaskThread;

/// What came of it.
struct DecisionImportOutcome {
    enum class End { Done, Cancelled, Failed };
    End end = End::Done;  ///< but for Done nothing was taken in
    RatedReport report;   ///< of Done
    Problem problem;      ///< of Failed
};

/// Closing the project cancels it. Its counts are of the lines of the file, then of decisions.
class DecisionImport : public LongTask {
    Q_OBJECT

  public:
    /// The workbench's one.
    static DecisionImport& of(Workbench& workbench);
    ~DecisionImport() override;

    /// Begins it into the open project; does nothing while another is at work.
    void start(const QString& file);
    /// All of the file fits the project; it is being written.
    bool isRecording() const { return m_recording; }

  Q_SIGNALS:
    void ended(const attune::DecisionImportOutcome& outcome);

  private:
    explicit DecisionImport(Workbench& workbench);
    void record(const std::shared_ptr<const RatedFile>& file);
    void end(const DecisionImportOutcome& outcome);

    bool m_recording = false;
    std::unique_ptr<TaskThread> m_thread;  ///< none before the first import. Last: it ends first
};

}  // namespace attune
