// An export at work, on a thread and a connection of its own: neither ratings nor what the pages read wait for it.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>
#include <memory>

#include "session/project_export.h"
#include "workbench/problem.h"

namespace attune {

class TaskThread;
class Workbench;

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

/// Belongs to the workbench, so that an export goes on when its dialog is closed. Closing the project cancels it.
class ExportTask : public QObject {
    Q_OBJECT

  public:
    /// The workbench's one.
    static ExportTask& of(Workbench& workbench);
    ~ExportTask() override;

    /// Begins it from the open project; does nothing while another is at work.
    void start(const ExportWish& wish);
    /// Stops it within a few milliseconds, where the disk answers. What was written is removed.
    void cancel();

    bool isRunning() const { return m_control != nullptr; }
    bool isCancelling() const;
    /// The one at work, or the last.
    const ExportWish& wish() const { return m_wish; }
    /// Rows, or bytes of a checkpoint or adapter.
    qint64 done() const;
    /// 0 while they are being looked for.
    qint64 total() const;
    double perSecond() const { return m_rate; }
    /// Negative while unknown.
    double secondsLeft() const;

  Q_SIGNALS:
    /// It began, or went on; at most ten times a second.
    void progressed();
    void ended(const attune::ExportOutcome& outcome);

  private:
    explicit ExportTask(Workbench& workbench);
    struct Control;
    void tick();
    void end(const ExportOutcome& outcome);

    Workbench& m_workbench;
    ExportWish m_wish;
    std::shared_ptr<Control> m_control;  ///< of the export at work, shared with its thread
    QTimer m_timer;
    QElapsedTimer m_clock;  ///< since the first row or byte
    double m_rate = 0;      ///< rows or bytes a second
    std::unique_ptr<TaskThread> m_thread;  ///< none before the first export. Last: it ends first
};

}  // namespace attune
