// The status bar: engine, device, the run at work with progress and time left, those that wait, and Stop.
#pragma once

#include <QWidget>
#include <optional>

#include "workbench/run_queue.h"

class QLabel;
class QProgressBar;
class QToolButton;

namespace attune {

class ElidedLabel;
class Workbench;

class StatusStrip : public QWidget {
    Q_OBJECT

  public:
    explicit StatusStrip(Workbench& workbench, QWidget* parent = nullptr);

  private:
    void update();
    void showQueue();
    /// The run that is told of: the one at work, here or in an engine of an earlier window, else the first of those that wait.
    std::optional<LiveRun> shownRun() const;

    Workbench& m_workbench;
    QLabel* m_engine;
    QLabel* m_run;
    QProgressBar* m_progress;
    QLabel* m_left;
    QToolButton* m_queue;
    QToolButton* m_pause;
    QToolButton* m_stop;
    ElidedLabel* m_project;
};

}  // namespace attune
