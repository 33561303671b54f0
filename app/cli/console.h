// How attune-cli speaks: results on standard output, progress and errors on standard error.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "data/json.h"
#include "data/observer.h"
#include "engine/job_control.h"

namespace attune::cli {

/// Progress of anything: one line that is rewritten on a terminal, plain lines every few seconds elsewhere.
/// Ctrl+C asks the work to stop; it leaves a checkpoint and the program says how to go on.
class Console : public Observer {
  public:
    /// @param quiet  no progress at all (with --json, or --quiet)
    explicit Console(bool quiet);
    ~Console() override;

    void phase(const std::string& name) override;
    void progress(std::int64_t done, std::int64_t total) override;
    void metrics(std::int64_t step, const std::map<std::string, double>& values) override;
    void warning(const std::string& text) override;
    void breathe() override { control().breathe(); }

    /// Ends the line of progress, if one stands.
    void endLine();
    /// The one control of the process: Ctrl+C and SIGTERM cancel it.
    static JobControl& control();

  private:
    using Clock = std::chrono::steady_clock;

    bool m_quiet;
    bool m_terminal;
    bool m_lineOpen = false;
    std::string m_phase;
    Clock::time_point m_phaseBegin{};
    Clock::time_point m_lastShown{};
};

/// A table whose numbers stand right-aligned under their heads. @param rows each as long as `heads`
std::string table(const std::vector<std::string>& heads, const std::vector<std::vector<std::string>>& rows);

/// A number with the given decimals; "-" where it is not finite.
std::string fixed(double value, int decimals);

/// "850 ms", "12.3 s", "4 min 05 s".
std::string duration(double seconds);

void printJson(const Json& value);

}  // namespace attune::cli
