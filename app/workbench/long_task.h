// Long work beside the window: how far it is, how fast it goes, how long it still takes, and that it is to stop.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <atomic>
#include <memory>

#include "data/observer.h"

namespace attune {

class Workbench;

/// What the work, on threads of its own, and the window tell each other.
struct TaskControl : Observer {
    void progress(std::int64_t ready, std::int64_t all) override;
    /// @throws Cancelled
    void breathe() override;

    std::atomic<bool> cancelled = false;
    std::atomic<std::int64_t> done = 0;
    std::atomic<std::int64_t> total = 0;
};

/// Belongs to the workbench, so that it goes on when the window is made anew.
class LongTask : public QObject {
    Q_OBJECT

  public:
    /// Stops it within a few milliseconds, where the disk answers.
    virtual void cancel();

    Workbench& workbench() const { return m_workbench; }
    bool isRunning() const { return m_control != nullptr; }
    bool isCancelling() const { return m_control && m_control->cancelled; }
    qint64 done() const { return m_control ? m_control->done.load() : 0; }
    /// 0 while what there is to do is being looked for.
    qint64 total() const { return m_control ? m_control->total.load() : 0; }
    double perSecond() const { return m_rate; }
    /// Negative while unknown.
    double secondsLeft() const;

  Q_SIGNALS:
    /// It began, or went on; at most ten times a second.
    void progressed();

  protected:
    explicit LongTask(Workbench& workbench);
    /// It is at work from now on, until over().
    void begin(std::shared_ptr<TaskControl> control);
    void over();
    const std::shared_ptr<TaskControl>& control() const { return m_control; }

  private:
    void tick();

    Workbench& m_workbench;
    std::shared_ptr<TaskControl> m_control;  ///< of the work that goes on
    QTimer m_timer;
    QElapsedTimer m_clock;  ///< since the first thing was done
    double m_rate = 0;      ///< things a second
};

}  // namespace attune
