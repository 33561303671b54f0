#include "session/session.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "data/error.h"
#include "protocol/run_folder.h"
#include "session/job_inputs.h"
#include "session/model_folder.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

constexpr const char* kEngineProgram = "attune-engine";

/// What all images are asked; 0 for what the captioner asks by itself. A draft only reads, so that its prompt may be a new one.
Id promptOf(Project& project, const JobDraft& draft) {
    const auto images = draft.inputs.find("images");
    if (draft.promptId > 0 || images == draft.inputs.end() || images->second.empty()) return draft.promptId;
    const auto text = optional<std::string>(images->second.front(), "prompt", {});
    return text.empty() ? 0 : project.prompts().add(text);
}

}  // namespace

Json toJson(const ProjectInfo& info) {
    return {{"images", Json(info.images)},
            {"captions", Json(info.captions)},
            {"decisions",
             {{"ratings", info.decisions.ratings},
              {"simulated_ratings", info.decisions.simulatedRatings},
              {"comparisons", info.decisions.comparisons},
              {"simulated_comparisons", info.decisions.simulatedComparisons}}},
            {"models", Json(info.models)},
            {"runs", Json(info.runs)},
            {"can_undo", info.canUndo},
            {"can_redo", info.canRedo}};
}

Session Session::create(const fs::path& folder) {
    return Session(Project::create(folder));
}

Session Session::open(const fs::path& folder, OpenMode mode) {
    Session session(Project::open(folder, mode));
    if (mode == OpenMode::ReadWrite) session.catchUp();
    return session;
}

void Session::catchUp() {
    for (const char* status : {"running", "paused", "interrupted"})
        for (const auto& run : m_project->runs().list(status)) {
            std::error_code failure;
            // A run whose folder was deleted or damaged must not keep the project shut.
            if (!fs::exists(m_project->runsFolder() / run.folder / "job.json", failure)) continue;
            try {
                for (const auto& warning : ingest(run.id).warnings) m_warnings.emplace_back(run.id, warning);
            } catch (const StorageError& unstored) {
                m_warnings.emplace_back(run.id, unstored.what());  // it can be taken in later
            } catch (const Error& damaged) {
                m_project->runs().setStatus(run.id, "failed", damaged.what());
            }
        }
}

ProjectInfo Session::info() {
    ProjectInfo info;
    for (const char* split : {"train", "validation", "test"})
        info.images[split] = m_project->images().count({.split = split});
    for (const auto source : {CaptionSource::Model, CaptionSource::Reference, CaptionSource::Edit})
        info.captions[toText(source)] = m_project->captions().count({.source = source});
    info.decisions = m_project->decisions().counts();
    for (const auto& model : m_project->models().list()) ++info.models[model.kind];
    for (const auto& run : m_project->runs().list()) ++info.runs[run.status];
    info.canUndo = m_project->decisions().canUndo();
    info.canRedo = m_project->decisions().canRedo();
    return info;
}

ImportReport Session::importPaths(const std::vector<fs::path>& paths, const ImportOptions& options,
                                  Observer& observer, ImportReport* beforeFailure) {
    return importImages(*m_project, paths, options, observer, beforeFailure);
}

Id Session::addModel(const fs::path& folder, const std::string& name, Id parent) {
    const ModelFolderInfo info = inspectModelFolder(folder);
    ModelRecord model;
    model.path = m_project->storedPath(folder);
    if (const auto known = m_project->models().findByPath(model.path)) return known->id;
    model.parentId = parent;
    model.kind = info.kind;
    model.name = !name.empty() ? name : m_project->resolve(model.path).filename().string();
    model.info = {{"family", info.family}};
    if (info.parameters > 0) model.info["parameters"] = info.parameters;
    const Id id = m_project->models().add(model);
    setCurrentModel(id);
    return id;
}

fs::path Session::modelFolder(Id model) {
    return m_project->resolve(m_project->models().get(model).path);
}

Session::NewRun Session::newRun(const JobDraft& draft) {
    RunRecord run;
    run.kind = toText(draft.job.kind);
    run.job = toJson(draft.job);
    run.job["model_ids"] = Json(draft.modelIds);
    if (const Id prompt = promptOf(*m_project, draft); prompt > 0) run.job["prompt_id"] = prompt;
    if (!draft.modelName.empty()) run.job["model_name"] = draft.modelName;
    if (!draft.imagePlaces.empty()) run.job["image_places"] = draft.imagePlaces;
    NewRun made = addRun(std::move(run),
                         [&](const fs::path& folder) { RunFolder::create(folder, draft.job, draft.inputs, draft.files); });
    made.warnings = draft.warnings;
    return made;
}

Session::NewRun Session::reproduce(Id id) {
    const RunRecord original = m_project->runs().get(id);
    const RunFolder from = RunFolder::open(m_project->runsFolder() / original.folder);
    for (const auto& [role, path] : from.job().models) {
        std::error_code failure;
        if (!fs::exists(fs::path(path).is_absolute() ? fs::path(path) : from.path() / path, failure))
            throw Error("run " + std::to_string(id) + " cannot be reproduced", "the model " + path + " is gone");
    }
    RunRecord run;
    run.kind = original.kind;
    run.job = original.job;
    run.job["reproduces"] = id;
    return addRun(std::move(run), [&](const fs::path& folder) { RunFolder::copyOf(from, folder); });
}

Session::NewRun Session::addRun(RunRecord run, const std::function<void(const fs::path&)>& makeFolder) {
    // The name is settled when the number is known; until then the row needs one of its own.
    run.folder = "new";
    Transaction transaction(m_project->database());
    const Id id = m_project->runs().add(run);
    std::string name = std::to_string(id);
    // A folder that a crash left without its row keeps its name; nothing is deleted.
    for (int copy = 2; fs::exists(m_project->runsFolder() / name); ++copy)
        name = std::to_string(id) + "-" + std::to_string(copy);
    m_project->runs().setFolder(id, name);
    makeFolder(m_project->runsFolder() / name);
    transaction.commit();
    return {id, m_project->runsFolder() / name, {}};
}

fs::path Session::startRun(Id id, std::int64_t pid) {
    const RunRecord run = m_project->runs().get(id);
    if (run.status == "finished")
        throw Error("run " + std::to_string(id) + " is finished", "", "start a new one");
    const RunFolder folder = RunFolder::open(m_project->runsFolder() / run.folder);
    if (folder.isAtWork()) throw Error("an engine is at work on run " + std::to_string(id) + " already");
    if (optional<std::string>(run.job, "image_places", {}) != imagePlaces(*m_project)) followImages(*m_project, folder);
    noteCurrentModels(*m_project, id);
    m_project->runs().setProcess(id, pid);
    m_project->runs().setStatus(id, "running");
    return folder.path();
}

void Session::stopRun(Id id) {
    signalEngine(id, SIGTERM);
}

void Session::killRun(Id id) {
    signalEngine(id, SIGKILL);
}

void Session::signalEngine(Id id, int signal) {
    const auto refuse = [id](const std::string& reason, const std::string& remedy = {}) {
        throw Error("run " + std::to_string(id) + " cannot be stopped", reason, remedy);
    };
    const RunProcess process = m_project->runs().process(id);
    if (!process.host.empty() && process.host != hostName()) refuse("an engine on " + process.host + " works on it", "stop it there");
    // The number may be another process's by now: a signal must not reach a stranger.
    const bool alive = process.startedAt > 0 && identify(process.pid).startedAt == process.startedAt;
    if (!alive || !RunFolder::open(runFolder(id)).isAtWork()) refuse("no engine is at work on it");
    if (programOf(process.pid) != kEngineProgram)
        refuse("process " + std::to_string(process.pid) + " works on it, which is no engine");
    if (::kill(static_cast<pid_t>(process.pid), signal) != 0) refuse(std::strerror(errno));
}

IngestReport Session::ingest(Id id, std::int64_t limit) {
    auto& follower = m_ingests[id];
    IngestReport report;
    try {
        if (!follower) follower = std::make_unique<RunIngest>(*m_project, id);
        if (!follower->isUpToDate()) report = follower->take(limit);
    } catch (...) {
        m_ingests.erase(id);  // it may be ahead of what was stored
        throw;
    }
    if (report.more) return report;
    const std::string status = m_project->runs().get(id).status;
    if (status != "running" && status != "interrupted") return report;
    const bool atWork = follower->folder().isAtWork();
    // One that a broken invariant stopped is interrupted by its own last word.
    if (status == "interrupted" && atWork && !follower->hasEnded()) m_project->runs().setStatus(id, "running");
    // An engine that has not begun yet holds no lock either; its process tells.
    if (status == "running" && !atWork) m_project->runs().markInterrupted(m_project->runsFolder());
    return report;
}

fs::path Session::runFolder(Id run) {
    return m_project->runsFolder() / m_project->runs().get(run).folder;
}

std::vector<RunRecord> Session::resumableRuns() {
    std::vector<RunRecord> runs;
    for (const auto& run : m_project->runs().list()) {
        // A run that is only queued was cut off before its engine began; one that "runs" without an engine, in a project
        // that is open for reading and could not be settled, was cut off too. What made one fail, a full disk or memory, may
        // be mended.
        if (run.status == "finished") continue;
        std::error_code failure;
        if (!fs::exists(m_project->runsFolder() / run.folder / "job.json", failure)) continue;
        try {
            if (!RunFolder::open(m_project->runsFolder() / run.folder).isAtWork()) runs.push_back(run);
        } catch (const Error&) {
            // Its folder is damaged: there is nothing to go on with.
        }
    }
    return runs;
}

std::vector<RunRecord> Session::runsFoundInterrupted() {
    const auto& found = m_project->foundInterrupted();
    std::vector<RunRecord> runs = resumableRuns();
    // What their events said since, or the engine itself, may have settled them otherwise.
    std::erase_if(runs, [&](const RunRecord& run) {
        return run.status != "interrupted" || std::find(found.begin(), found.end(), run.id) == found.end();
    });
    return runs;
}

Json Session::report(Id run) {
    Json last;
    RunFolder::open(runFolder(run)).readEvents(0, [&](const Event& event) {
        if (event.type == "finished") last = event.data;
    });
    return last;
}

RatedReport Session::importRatings(const fs::path& file, const std::string& rater) {
    Observer nobody;
    return importRatings(file, rater, nobody);
}

RatedReport Session::importRatings(const fs::path& file, const std::string& rater, Observer& observer) {
    return importDecisions(*m_project, file, rater, observer);
}

RatedReport Session::rateSimulated(std::int64_t count, std::uint64_t seed, const std::optional<QueueOptions>& queue) {
    return attune::rateSimulated(*m_project, count, seed, queue);
}

ExportReport Session::exportTo(const std::string& format, const fs::path& out, const ExportChoice& choice) {
    return attune::exportTo(*m_project, format, out, choice);
}

}  // namespace attune
