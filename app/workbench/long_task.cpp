#include "workbench/long_task.h"

#include <QCoreApplication>
#include <utility>

#include "data/error.h"
#include "workbench/workbench.h"

namespace attune {

namespace {

constexpr int kTickMs = 100;
constexpr int kFirstRateMs = 500;

}  // namespace

void TaskControl::progress(std::int64_t ready, std::int64_t all) {
    total = all;
    done = ready;
}

void TaskControl::breathe() {
    if (cancelled) throw Cancelled();
}

LongTask::LongTask(Workbench& workbench) : QObject(&workbench), m_workbench(workbench) {
    m_timer.setInterval(kTickMs);
    connect(&m_timer, &QTimer::timeout, this, &LongTask::tick);
    connect(qApp, &QCoreApplication::aboutToQuit, this, &LongTask::cancel);
}

void LongTask::cancel() {
    if (m_control) m_control->cancelled = true;
}

double LongTask::secondsLeft() const { return m_rate > 0 ? static_cast<double>(total() - done()) / m_rate : -1; }

void LongTask::begin(std::shared_ptr<TaskControl> control) {
    m_control = std::move(control);
    m_rate = 0;
    m_clock.invalidate();
    m_timer.start();
    Q_EMIT progressed();
}

void LongTask::over() {
    m_control.reset();
    m_timer.stop();
}

void LongTask::tick() {
    if (!m_clock.isValid() && total() > 0) m_clock.start();
    // From the start on, so that it does not jump with the size of single pictures, rows or files.
    if (m_clock.isValid() && m_clock.elapsed() > kFirstRateMs)
        m_rate = static_cast<double>(done()) * 1000.0 / static_cast<double>(m_clock.elapsed());
    Q_EMIT progressed();
}

}  // namespace attune
