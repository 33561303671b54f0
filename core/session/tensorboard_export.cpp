#include "session/tensorboard_export.h"

#include <cctype>
#include <cstdio>
#include <ctime>
#include <limits>
#include <map>

#include "data/atomic_file.h"
#include "data/error.h"
#include "protocol/event_reader.h"
#include "session/export_details.h"
#include "session/folder_draft.h"
#include "session/tensorboard_events.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

constexpr double kLatest = 1e11;  ///< seconds; a time beyond it is none

/// A part of a name that every file system takes.
std::string safeName(std::string text) {
    for (char& c : text)
        if (!std::isalnum(static_cast<unsigned char>(c)) && c != '-' && c != '_' && c != '.') c = '-';
    return text.substr(0, 64);
}

/// @param text  ISO 8601, UTC. @return seconds since the epoch; 0 if it is none
double secondsOf(const std::string& text) {
    std::tm utc{};
    if (std::sscanf(text.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d", &utc.tm_year, &utc.tm_mon, &utc.tm_mday, &utc.tm_hour, &utc.tm_min,
                    &utc.tm_sec) != 6)
        return 0;
    utc.tm_year -= 1900;
    utc.tm_mon -= 1;
    return static_cast<double>(::timegm(&utc));
}

/// When each step was reported; without those that the events do not tell any more.
std::map<std::int64_t, double> timesOfSteps(const fs::path& events) {
    std::map<std::int64_t, double> times;
    EventReader reader(events, 0);
    try {
        reader.read(std::numeric_limits<std::int64_t>::max(), [&](const Event& event) {
            // A resumed run reports steps again, and the values that are kept are the last ones.
            if (event.type == "metric" && event.time > 0 && event.time < kLatest)
                times[required<std::int64_t>(event.data, "step")] = event.time;
            return true;
        });
    } catch (const Error&) {
        // A damaged file still has the times before the damage; the values are in the project. Who has no time is counted.
    }
    return times;
}

struct Written {
    std::int64_t values = 0;
    bool isTimed = true;  ///< every step has a time of its own
};

/// Writes nothing where the run has no metrics.
Written writeRun(Project& project, const RunRecord& run, const fs::path& folder) {
    std::map<std::int64_t, std::vector<TensorboardScalar>> steps;
    for (const auto& metric : project.metrics().list(run.id))
        steps[metric.step].push_back({metric.name, static_cast<float>(metric.value)});
    Written written;
    if (steps.empty()) return written;
    const auto times = timesOfSteps(project.runsFolder() / run.folder / "events.jsonl");
    const double made = secondsOf(run.createdAt);
    const auto timeOf = [&](std::int64_t step) {
        const auto at = times.find(step);
        if (at == times.end()) written.isTimed = false;
        return at == times.end() ? made : at->second;
    };
    const double begin = timeOf(steps.begin()->first);
    std::error_code failure;
    fs::create_directories(folder, failure);
    AtomicFile file(folder / ("events.out.tfevents." + std::to_string(static_cast<std::int64_t>(begin)) + "." + safeName(hostName())));
    file.write(tensorboardRecord(tensorboardVersionEvent(begin)));
    for (const auto& [step, values] : steps) {
        file.write(tensorboardRecord(tensorboardScalarsEvent(timeOf(step), step, values)));
        written.values += static_cast<std::int64_t>(values.size());
    }
    file.commit();
    return written;
}

}  // namespace

ExportReport exportTensorboard(Project& project, const fs::path& out, Id only, Observer& observer) {
    const auto runs = only != 0 ? std::vector<RunRecord>{project.runs().get(only)} : project.runs().list();
    FolderDraft draft(out);
    ExportReport report;
    std::int64_t untimed = 0;
    RowCount count(observer, runs.size());
    for (const auto& run : runs) {
        count.next();
        const Written written = writeRun(project, run, draft.path() / ("run-" + std::to_string(run.id) + "-" + safeName(run.kind)));
        report.rows += written.values;
        untimed += !written.isTimed;
    }
    if (only != 0 && report.rows == 0)
        throw Error("there is nothing to export", "run " + std::to_string(only) + " has reported no metrics", "choose another run");
    requireRows(report, "runs with metrics", "train a reward model or optimise a captioner first");
    if (untimed > 0)
        report.notes.push_back("runs whose events are gone, so that their values carry the time at which the run was made: " +
                               std::to_string(untimed));
    draft.commit();
    return report;
}

}  // namespace attune
