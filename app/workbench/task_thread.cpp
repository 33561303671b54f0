#include "workbench/task_thread.h"

namespace attune {

TaskThread::TaskThread() : m_thread([this] { work(); }) {}

TaskThread::~TaskThread() {
    {
        const std::lock_guard lock(m_mutex);
        m_end = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void TaskThread::post(Task task, Priority priority) {
    {
        const std::lock_guard lock(m_mutex);
        (priority == Priority::Urgent ? m_urgent : m_normal).push_back(std::move(task));
    }
    m_wake.notify_one();
}

bool TaskThread::take(Task& task, bool urgentOnly) {
    auto& queue = !m_urgent.empty() || urgentOnly ? m_urgent : m_normal;
    if (queue.empty()) return false;
    task = std::move(queue.front());
    queue.pop_front();
    return true;
}

void TaskThread::runUrgent() {
    for (Task task;; task = {}) {
        {
            const std::lock_guard lock(m_mutex);
            if (!take(task, true)) return;
        }
        task();
    }
}

void TaskThread::work() {
    for (;;) {
        Task task;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_end || !m_urgent.empty() || !m_normal.empty(); });
            if (!take(task, false)) return;
        }
        task();
    }
}

}  // namespace attune
