// Turns what a trainer says into events of the run.
#pragma once

#include <torch/types.h>

#include <chrono>
#include <set>
#include <string>

#include "data/observer.h"
#include "engine/job_control.h"
#include "protocol/run_folder.h"

namespace attune {

/// Progress is thinned to a few events a second; metrics and warnings all go through, metrics with what memory is in use then
/// (engine/memory_use.h).
class RunObserver : public Observer {
  public:
    RunObserver(EventLog& log, const JobControl& control) : m_log(log), m_control(control) {}

    void phase(const std::string& name) override;
    /// The time left is measured from the first report on, so that a resumed run is not over-optimistic; another total, or a
    /// step back, begins other work. Phases that come round again within one work, as those of PPO, do not.
    void progress(std::int64_t done, std::int64_t total) override;
    void metrics(std::int64_t step, const std::map<std::string, double>& values) override;
    void warning(const std::string& text) override;
    /// A warning that a run says once, however many of its parts come upon it; nothing where the text is empty.
    void warnOnce(const std::string& text);
    void breathe() override { m_control.breathe(); }

    /// Metrics tell the memory of this device as well.
    void watchMemoryOf(torch::Device device) { m_device = device; }

    void emit(const std::string& type, Json data) { m_log.emit(type, std::move(data)); }

  private:
    using Clock = std::chrono::steady_clock;

    EventLog& m_log;
    const JobControl& m_control;
    Clock::time_point m_first{};
    Clock::time_point m_last{};
    std::int64_t m_firstDone = 0;
    std::int64_t m_done = 0;   ///< of the last report
    std::int64_t m_total = -1;
    torch::Device m_device = torch::kCPU;
    std::set<std::string> m_warned;  ///< said by warnOnce
};

}  // namespace attune
