// The hands on a running job: pause, resume, cancel, from another thread or a signal handler.
#pragma once

#include <atomic>
#include <chrono>
#include <thread>

#include "data/error.h"

namespace attune {

class JobControl {
  public:
    // Lock-free, so that a signal handler may call them.
    void pause() { m_paused = true; }
    void resume() { m_paused = false; }
    void cancel() { m_cancelled = true; }

    /// Ready for the next job.
    void reset() { m_paused = m_cancelled = false; }

    /// Whether there is a job that cancel() would reach; for signal handlers.
    void setAtWork(bool atWork) { m_atWork = atWork; }
    bool atWork() const { return m_atWork; }

    bool paused() const { return m_paused; }
    bool cancelled() const { return m_cancelled; }

    /// Waits while paused. @throws Cancelled
    void breathe() const {
        using namespace std::chrono_literals;
        while (m_paused && !m_cancelled) std::this_thread::sleep_for(20ms);
        if (m_cancelled) throw Cancelled();
    }

  private:
    std::atomic<bool> m_paused = false;
    std::atomic<bool> m_cancelled = false;
    std::atomic<bool> m_atWork = false;
    static_assert(std::atomic<bool>::is_always_lock_free);
};

}  // namespace attune
