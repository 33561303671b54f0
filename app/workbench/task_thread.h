// One thread that does tasks in order, urgent ones first.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace attune {

/// The project's connection belongs to such a thread. A long task lets the urgent ones through where it may be
/// interrupted (see runUrgent), so that a rating never waits behind an import.
class TaskThread {
  public:
    enum class Priority { Urgent, Normal };
    using Task = std::function<void()>;  ///< throws nothing

    TaskThread();
    /// Does what is queued, then ends.
    ~TaskThread();
    TaskThread(const TaskThread&) = delete;
    TaskThread& operator=(const TaskThread&) = delete;

    void post(Task task, Priority priority = Priority::Normal);
    /// For a long task, from this thread: does the urgent tasks that wait.
    void runUrgent();

  private:
    void work();
    bool take(Task& task, bool urgentOnly);

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Task> m_urgent;
    std::deque<Task> m_normal;
    bool m_end = false;
    std::thread m_thread;  ///< last: it uses all of the above
};

}  // namespace attune
