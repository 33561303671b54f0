#include "workbench/waiting_runs.h"

#include <algorithm>

namespace attune {

namespace {

constexpr const char* kKey = "waiting_runs";

std::vector<Id> read(Project& project) {
    const std::string text = project.meta(kKey);
    if (text.empty()) return {};
    try {
        return parseJson(text, kKey).get<std::vector<Id>>();
    } catch (const std::exception&) {
        return {};  // of another version of the program; the History has them all
    }
}

void store(Project& project, const std::vector<Id>& runs) { project.setMeta(kKey, dumpJson(Json(runs))); }

}  // namespace

void addWaiting(Project& project, Id run) {
    auto runs = read(project);
    if (std::find(runs.begin(), runs.end(), run) != runs.end()) return;
    runs.push_back(run);
    store(project, runs);
}

void removeWaiting(Project& project, Id run) {
    auto runs = read(project);
    if (std::erase(runs, run) > 0) store(project, runs);
}

std::vector<RunRecord> takeWaiting(Session& session) {
    const auto waiting = read(session.project());
    if (waiting.empty()) return {};
    store(session.project(), {});
    const auto resumable = session.resumableRuns();
    std::vector<RunRecord> runs;
    for (const Id id : waiting) {
        const auto run = std::find_if(resumable.begin(), resumable.end(), [id](const RunRecord& one) { return one.id == id; });
        if (run != resumable.end()) runs.push_back(*run);
    }
    return runs;
}

}  // namespace attune
