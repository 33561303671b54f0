// The verbs of the loop on a project, for the command line and the workbench alike.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "data/observer.h"
#include "project/project.h"
#include "session/current_model.h"
#include "session/image_import.h"
#include "session/job_builder.h"
#include "session/project_export.h"
#include "session/rating_file.h"
#include "session/run_ingest.h"
#include "session/simulated_ratings.h"

namespace attune {

/// What a project holds, in numbers.
struct ProjectInfo {
    std::map<std::string, std::int64_t> images;    ///< by split
    std::map<std::string, std::int64_t> captions;  ///< by source
    ActiveCounts decisions;
    std::map<std::string, std::int64_t> models;  ///< by kind
    std::map<std::string, std::int64_t> runs;    ///< by status
    bool canUndo = false;
    bool canRedo = false;
};

Json toJson(const ProjectInfo& info);

/// It builds run folders and takes in what runs report; running the engine is the caller's part:
///
///     const NewRun run = session.newRun(draftGenerate(session.project(), settings, decoding, 4));
///     session.startRun(run.id, pid);       // the engine works on run.folder
///     session.ingest(run.id);              // at any time, and at the end
class Session {
  public:
    static Session create(const std::filesystem::path& folder);
    /// As a writer it first takes in what runs reported since the project was last open; see takeWarnings. @throws Error
    static Session open(const std::filesystem::path& folder, OpenMode mode = OpenMode::ReadWrite);

    Project& project() { return *m_project; }
    ProjectInfo info();

    ImportReport importPaths(const std::vector<std::filesystem::path>& paths, const ImportOptions& options,
                             Observer& observer, ImportReport* beforeFailure = nullptr);

    /// Takes in a checkpoint folder where it lies; the same folder is the same model.
    /// @param name  empty: the folder's. @throws Error if it cannot be used
    Id addModel(const std::filesystem::path& folder, const std::string& name = {}, Id parent = 0);
    /// The captioner ("captioner") or reward model ("reward") that drafts start from where none is named: the one set
    /// last, by hand or because it was newly made. @return nothing where the project has none of the kind
    std::optional<ModelRecord> currentModel(const std::string& kind) { return attune::currentModel(*m_project, kind); }
    /// Rolls back, or forth. @throws Error if there is no such model
    void setCurrentModel(Id model) { attune::setCurrentModel(*m_project, model); }
    /// The absolute folder of a model.
    std::filesystem::path modelFolder(Id model);

    struct NewRun {
        Id id = 0;
        std::filesystem::path folder;
        std::vector<std::string> warnings;
    };
    /// Makes the run folder of a job; the run is then "queued". @throws Error
    NewRun newRun(const JobDraft& draft);
    /// A new run with the same job and, byte for byte, the same inputs: the same results on the same machine.
    /// @throws Error if the folder of `run` or a model of it is gone
    NewRun reproduce(Id run);
    /// The process works on the run from now on, whether for the first time or again after an interruption. Its
    /// inputs name pictures that were moved since, with the project or without, where they lie now.
    /// @return the run folder. @throws Error if it is finished or another engine is at work on it
    std::filesystem::path startRun(Id run, std::int64_t pid);
    /// Asks the engine that works on the run to leave a checkpoint and stop: for one that nobody talks to any more, because its
    /// window is gone. What it says at last comes with ingest(). @throws Error if no engine of this machine is at work on it
    void stopRun(Id run);
    /// Ends that engine at once, where it was asked and goes on: the run is then interrupted. @throws Error as stopRun() does
    void killRun(Id run);
    /// See RunIngest; asking when nothing is new costs next to nothing. It also settles the state of a run whose engine
    /// is gone without a word. @param limit  of events for this call; see IngestReport::more
    IngestReport ingest(Id run, std::int64_t limit = RunIngest::kAll);
    /// What opening the project took in and could not understand, each with its run; told once. See IngestReport::warnings.
    std::vector<std::pair<Id, std::string>> takeWarnings() { return std::exchange(m_warnings, {}); }
    std::filesystem::path runFolder(Id run);
    /// Runs that were cut off, stopped or never begun, or that failed, and can be started again, oldest first.
    std::vector<RunRecord> resumableRuns();
    /// Those of them that were at work until this opening of the project found their engine gone.
    std::vector<RunRecord> runsFoundInterrupted();
    /// The data of the last `finished` event; null if there is none.
    Json report(Id run);

    /// See importDecisions.
    RatedReport importRatings(const std::filesystem::path& file, const std::string& rater);
    RatedReport importRatings(const std::filesystem::path& file, const std::string& rater, Observer& observer);
    /// See simulated_ratings.h.
    RatedReport rateSimulated(std::int64_t count, std::uint64_t seed, const std::optional<QueueOptions>& queue = {});
    /// How many decisions were taken back or brought again; 0 if there was nothing.
    std::int64_t undo() { return m_project->decisions().undo(); }
    std::int64_t redo() { return m_project->decisions().redo(); }

    ExportReport exportTo(const std::string& format, const std::filesystem::path& out, const ExportChoice& choice = {});

  private:
    explicit Session(std::unique_ptr<Project> project) : m_project(std::move(project)) {}
    void catchUp();
    /// To the engine that works on the run, and to no one else.
    void signalEngine(Id run, int signal);
    NewRun addRun(RunRecord run, const std::function<void(const std::filesystem::path&)>& makeFolder);

    std::unique_ptr<Project> m_project;
    std::vector<std::pair<Id, std::string>> m_warnings;
    std::map<Id, std::unique_ptr<RunIngest>> m_ingests;  ///< of runs that were asked for news
};

}  // namespace attune
