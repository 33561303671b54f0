// Imports at work: one after the other, on the project's writing thread, ratings let through between two pictures.
#pragma once

#include <QElapsedTimer>
#include <QList>
#include <QObject>
#include <QStringList>
#include <QTimer>
#include <memory>

#include "session/image_import.h"
#include "workbench/problem.h"

namespace attune {

class Workbench;

/// Belongs to the workbench, so that an import goes on when the window is made anew. Closing the project cancels it;
/// what was added before stays.
class ImportTask : public QObject {
    Q_OBJECT

  public:
    /// The workbench's one.
    static ImportTask& of(Workbench& workbench);

    /// Begins, or waits behind the import at work.
    void start(const QStringList& paths, const ImportOptions& options);
    /// Stops the import at work within a few milliseconds, and forgets those that wait.
    void cancel();

    bool isRunning() const { return m_control != nullptr; }
    bool isCancelling() const;
    /// Imports behind the one at work.
    int waiting() const { return static_cast<int>(m_waiting.size()); }
    qint64 done() const;
    /// 0 while the sources are being listed.
    qint64 total() const;
    double perSecond() const { return m_rate; }
    /// Negative while unknown.
    double secondsLeft() const;

  Q_SIGNALS:
    void started();
    /// So many that waited were forgotten.
    void dropped(int imports);
    /// At most ten times a second.
    void progressed();
    /// @param problem  why it ended early; `what` is empty if it did not. What was added before stays either way
    void ended(const attune::ImportReport& report, const attune::Problem& problem);

  private:
    explicit ImportTask(Workbench& workbench);
    struct Control;
    struct Wish {
        std::vector<std::filesystem::path> paths;
        ImportOptions options;
    };
    void startNext();
    void tick();
    void end(const ImportReport& report, const Problem& problem);

    Workbench& m_workbench;
    QList<Wish> m_waiting;
    std::shared_ptr<Control> m_control;  ///< of the import at work, shared with the writing thread
    QTimer m_timer;
    QElapsedTimer m_clock;  ///< since the first picture
    double m_rate = 0;      ///< pictures a second
};

}  // namespace attune
