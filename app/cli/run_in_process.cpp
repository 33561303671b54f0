#include "run_in_process.h"

#include <unistd.h>

#include <chrono>

#include "engine/model_cache.h"
#include "engine/run_job.h"

namespace attune::cli {

namespace {

/// Shows events of a run as they come, and takes them into the project now and then.
class Listener {
  public:
    Listener(Session& session, Id run, Console& console) : m_session(session), m_run(run), m_console(console) {}

    void hear(const Event& event) {
        show(event);
        const auto now = std::chrono::steady_clock::now();
        if (now - m_lastIngest < std::chrono::seconds(1)) return;
        m_lastIngest = now;
        takeIn();
    }

    void takeIn() {
        for (const auto& warning : m_session.ingest(m_run).warnings) m_console.warning(warning);
    }

    const Json& failure() const { return m_failure; }

  private:
    void show(const Event& event) {
        const Json& data = event.data;
        if (event.type == "phase") {
            m_console.phase(required<std::string>(data, "name"));
        } else if (event.type == "progress") {
            m_console.progress(required<std::int64_t>(data, "done"), required<std::int64_t>(data, "total"));
        } else if (event.type == "metric") {
            m_console.metrics(required<std::int64_t>(data, "step"), {});
        } else if (event.type == "warning") {
            m_console.warning(required<std::string>(data, "text"));
        } else if (event.type == "failed") {
            m_failure = data;
        }
    }

    Session& m_session;
    Id m_run;
    Console& m_console;
    Json m_failure;
    std::chrono::steady_clock::time_point m_lastIngest = std::chrono::steady_clock::now();
};

/// One for the whole process: models stay loaded from job to job.
ModelCache& modelCache() {
    static ModelCache cache;
    return cache;
}

}  // namespace

Json runInProcess(Session& session, Id run, Console& console) {
    const auto folder = session.startRun(run, ::getpid());
    Listener listener(session, run, console);
    const std::string end = runJob(RunFolder::open(folder), Console::control(), modelCache(),
                                   [&](const Event& event) { listener.hear(event); });
    console.endLine();
    listener.takeIn();
    if (end == "finished") return session.report(run);
    if (end == "cancelled") throw Cancelled();
    const Json& failure = listener.failure();
    throw Error(optional<std::string>(failure, "problem", "the run ended without a word"),
                optional<std::string>(failure, "reason", ""), optional<std::string>(failure, "remedy", ""));
}

Json runDraft(Session& session, const JobDraft& draft, Console& console) {
    const auto run = session.newRun(draft);
    for (const auto& warning : run.warnings) console.warning(warning);
    return runInProcess(session, run.id, console);
}

}  // namespace attune::cli
