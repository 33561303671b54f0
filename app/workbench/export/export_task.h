// An export at work, on a thread and a connection of its own: neither ratings nor what the pages read wait for it.
#pragma once

#include <QString>
#include <memory>

#include "session/project_export.h"
#include "workbench/long_task.h"
#include "workbench/problem.h"

namespace attune {

class TaskThread;

struct ExportWish {
    QString format;  ///< one of exportFormats()
    QString path;    ///< absolute
    ExportChoice choice;
    bool overwrite = false;
};

/// What came of a wish.
struct ExportOutcome {
    enum class End { Done, Exists, Cancelled, Failed };
    ExportWish wish;
    End end = End::Done;  ///< but for Done nothing was written; Exists: something is there already
    ExportReport report;  ///< of Done
    Problem problem;      ///< of Failed
};

/// Goes on when its dialog is closed. Closing the project cancels it, and what was written is removed. Its counts are of rows,
/// or of the bytes of a checkpoint or adapter.
class ExportTask : public LongTask {
    Q_OBJECT

  public:
    /// The workbench's one.
    static ExportTask& of(Workbench& workbench);
    ~ExportTask() override;

    /// Begins it from the open project; does nothing while another is at work.
    void start(const ExportWish& wish);
    /// The one at work, or the last.
    const ExportWish& wish() const { return m_wish; }

  Q_SIGNALS:
    void ended(const attune::ExportOutcome& outcome);

  private:
    explicit ExportTask(Workbench& workbench);
    void end(const ExportOutcome& outcome);

    ExportWish m_wish;
    std::unique_ptr<TaskThread> m_thread;  ///< none before the first export. Last: it ends first
};

}  // namespace attune
