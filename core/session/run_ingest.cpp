#include "session/run_ingest.h"

#include <algorithm>
#include <map>
#include <optional>

#include "data/error.h"
#include "data/file.h"
#include "data/line_reader.h"
#include "project/query.h"
#include "protocol/event_reader.h"
#include "session/current_model.h"
#include "session/model_name.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kEventsPerCommit = 500;

/// The options of the job that are GenerationOptions; a job may have others beside them.
GenerationOptions decodingOf(const Json& options) {
    Json known = Json::object();
    for (const auto& description : describeOptions<GenerationOptions>())
        if (options.is_object() && options.contains(description.name))
            known[description.name] = options[description.name];
    return optionsFromJson<GenerationOptions>(known);
}

/// One event at a time into rows.
class Ingest {
  public:
    Ingest(Project& project, const RunRecord& run, const RunFolder& folder)
        : m_project(project), m_run(run), m_folder(folder) {}

    void take(const Event& event, IngestReport& report) {
        const Json& data = event.data;
        if (event.type == "started") {
            // Of the process nothing is said: whoever starts a run notes it.
            m_project.runs().setStatus(m_run.id, "running");
        } else if (event.type == "sample" && m_run.kind == "generate") {
            addCaption(data);
            ++report.captions;
        } else if (event.type == "metric") {
            addMetrics(data);
        } else if (event.type == "checkpoint") {
            report.models += addModel(data);
        } else if (event.type == "finished") {
            finish(data);
        } else if (event.type == "failed") {
            m_project.runs().setStatus(m_run.id, namesInvariant(event) ? "interrupted" : "failed", reasonOf(data));
        } else if (event.type == "cancelled") {
            m_project.runs().setStatus(m_run.id, "cancelled");
        }
    }

  private:
    Id modelId(const char* role) const {
        const Json ids = optional(m_run.job, "model_ids", Json::object());
        return optional<Id>(ids, role, 0);
    }

    static std::string reasonOf(const Json& data) {
        return Error(optional<std::string>(data, "problem", "the run failed"),
                     optional<std::string>(data, "reason", ""), optional<std::string>(data, "remedy", ""))
            .what();
    }

    void addCaption(const Json& data) {
        if (!m_decoding) m_decoding = decodingOf(optional(m_run.job, "options", Json::object()));
        CaptionRecord caption;
        caption.imageId = required<Id>(data, "image");
        caption.modelId = modelId("captioner");
        caption.promptId = optional<Id>(m_run.job, "prompt_id", 0);
        caption.runId = m_run.id;
        caption.text = required<std::string>(data, "text");
        caption.tokenIds = optional(data, "ids", std::vector<std::int64_t>{});
        caption.logprob = optional(data, "logprob", 0.0);
        caption.decoding = *m_decoding;
        caption.seed = optional<std::uint64_t>(data, "seed", 0);
        caption.attention = attentionOf(data);
        m_project.captions().add(caption);
    }

    /// "<run folder>/<path below it>#<row>"; empty where the event names no maps.
    std::string attentionOf(const Json& data) const {
        const Json place = optional(data, "attention", Json());
        if (!place.is_object()) return {};
        const fs::path path = pathInRun(required<std::string>(place, "path"), "attention maps lie");
        const auto row = required<std::int64_t>(place, "row");
        if (row < 0) throw Error("attention maps have an impossible row", std::to_string(row));
        return m_run.folder + "/" + path.string() + "#" + std::to_string(row);
    }

    /// @throws Error if a path of an event leads out of the run folder
    static fs::path pathInRun(const std::string& text, const std::string& what) {
        const fs::path path = fs::path(text).lexically_normal();
        if (path.is_absolute() || path.empty() || *path.begin() == "..")
            throw Error(what + " outside its run folder", path.string());
        return path;
    }

    void addMetrics(const Json& data) {
        std::map<std::string, double> values;
        const auto metrics = required<Json>(data, "values");
        for (const auto& [name, value] : metrics.items())
            // JSON has no word for "not a number"; it comes as null.
            if (value.is_number() || value.is_null())
                values[name] =
                    value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>();
        m_project.metrics().add(m_run.id, required<std::int64_t>(data, "step"), values);
    }

    /// @return whether it is new
    bool addModel(const Json& data) {
        const fs::path path = pathInRun(required<std::string>(data, "path"), "a checkpoint lies");
        ModelRecord model;
        model.kind = optional<std::string>(data, "kind", "captioner");
        if (model.kind != "captioner" && model.kind != "reward") return false;  // a state for resuming, say
        model.path = m_project.storedPath(m_folder.path() / path);
        if (m_project.models().findByPath(model.path))
            return false;  // a resumed run names its checkpoints again
        model.runId = m_run.id;
        model.parentId = parentOf(model.kind);
        model.info = data;
        model.info["made_by"] = m_run.kind;
        model.name = optional<std::string>(m_run.job, "model_name", "");
        if (model.name.empty()) model.name = generatedModelName(model);
        const bool isLeft = somebodyChose(model.kind);
        const Id added = m_project.models().add(model);
        if (!isLeft) setCurrentModel(m_project, added);
        return true;
    }

    /// Whether another model was made current since this run made one, or began. That stays: rounds to come are not what was
    /// chosen.
    bool somebodyChose(const std::string& kind) {
        const auto now = currentModel(m_project, kind);
        if (!now || now->runId == m_run.id) return false;
        for (const auto& made : m_project.models().ofRun(m_run.id))
            if (made.kind == kind) return true;
        return isChosenSince(m_project, m_run.id, kind);
    }

    /// Rounds are a chain that begins at the policy that the run started from.
    Id parentOf(const std::string& kind) {
        Id parent = modelId("captioner");
        if (kind == "captioner")
            for (const auto& earlier : m_project.models().ofRun(m_run.id))
                if (earlier.kind == kind) parent = earlier.id;
        return parent;
    }

    void finish(const Json& data) {
        for (const auto& model : m_project.models().ofRun(m_run.id)) {
            if (model.kind != "reward") continue;
            Json info = model.info;
            info["report"] = data;
            m_project.models().setInfo(model.id, info);
        }
        goBack(optional(data, "guard", Json()));
        m_project.runs().setStatus(m_run.id, "finished");
    }

    /// Where the guard stopped the run its last round went wrong: new work starts from the best one, or from where the run
    /// began. The other rounds stay in the lineage.
    void goBack(const Json& guard) {
        if (!guard.is_object() || !optional(guard, "stops", true)) return;
        // If another captioner was made current in the meantime, that was somebody's choice.
        const auto now = currentModel(m_project, "captioner");
        if (!now || now->runId != m_run.id) return;
        const auto best = optional<std::int64_t>(guard, "best_round", 0);
        Id target = best > 0 ? 0 : modelId("captioner");
        for (const auto& made : m_project.models().ofRun(m_run.id))
            if (best > 0 && optional<std::int64_t>(made.info, "round", 0) == best) target = made.id;
        if (m_project.models().find(target)) setCurrentModel(m_project, target);
    }

    Project& m_project;
    const RunRecord& m_run;
    const RunFolder& m_folder;
    std::optional<GenerationOptions> m_decoding;
};

/// The scores that a run leaves in a file, a part at a time. Taking one in twice changes nothing.
class ScoreIngest {
  public:
    ScoreIngest(Project& project, const RunRecord& run, const RunFolder& folder)
        : m_project(project), m_run(run), m_file(folder.outputs() / "reward_scores.jsonl") {}

    /// Takes in up to `limit` rows and takes them from it. @return whether all are in
    bool take(std::int64_t& limit, IngestReport& report) {
        const Id model = m_done ? 0 : modelId();
        if (model == 0) return m_done = true;
        std::vector<RewardScoreRecord> scores;
        LineReader lines(m_file, m_offset);
        std::string_view line;
        try {
            for (; limit > 0 && !m_done; --limit) {
                m_done = !lines.next(line, true);
                if (m_done || line.empty()) continue;
                const Json row = parseJson(line, m_file.string());
                const Id caption = required<Id>(row, "caption");
                if (!Query(m_project.database(), "SELECT 1 FROM caption WHERE id = ?", caption).next())
                    continue;
                scores.push_back({caption, model, required<double>(row, "mean"), optional(row, "deviation", 0.0)});
                if (row.contains("gain")) scores.back().gain = required<double>(row, "gain");
            }
        } catch (const StorageError&) {
            throw;
        } catch (const Error& bad) {
            report.warnings.push_back(std::string("the rest of the scores was passed over: ") + bad.what());
            m_done = true;
        }
        m_project.rewardScores().addMany(scores);
        m_offset = lines.offset();
        report.scores += static_cast<std::int64_t>(scores.size());
        return m_done;
    }

  private:
    /// The reward model that this run made, else the one that it was given.
    Id modelId() {
        Id model = optional<Id>(optional(m_run.job, "model_ids", Json::object()), "reward", 0);
        for (const auto& made : m_project.models().ofRun(m_run.id))
            if (made.kind == "reward") model = made.id;
        return model;
    }

    Project& m_project;
    const RunRecord& m_run;
    fs::path m_file;
    std::uint64_t m_offset = 0;
    bool m_done = false;
};

}  // namespace

struct RunIngest::Private {
    Private(Project& owner, Id id)
        : project(owner),
          run(owner.runs().get(id)),
          folder(RunFolder::open(owner.runsFolder() / run.folder)),
          reader(folder.eventsFile(), run.lastEvent),
          ingest(owner, run, folder),
          scores(owner, run, folder) {}

    /// In a transaction of its own within the batch: one that makes no sense is passed over.
    void take(const Event& event, IngestReport& report) {
        if (!project.runs().advance(run.id, event.sequence)) return;
        ended = isTerminal(event.type);
        try {
            Transaction one(project.database());
            ingest.take(event, report);
            one.commit();
        } catch (const StorageError&) {
            throw;  // it makes sense, and is taken in when it can be stored
        } catch (const Error& failure) {
            report.warnings.push_back("event " + std::to_string(event.sequence) + " (" + event.type +
                                      ") was passed over: " + failure.what());
        }
        ++report.events;
    }

    bool takeBatch(std::int64_t& limit, IngestReport& report) {
        std::optional<Transaction> batch;
        const std::int64_t most = std::min(limit, kEventsPerCommit);
        const bool more = reader.read(most, [&](const Event& event) {
            if (!batch) batch.emplace(project.database());
            // A run is finished once its scores are in; they may be many more than its events.
            if (event.type == "finished" && !scores.take(limit, report)) return false;
            take(event, report);
            return true;
        });
        // The project is never ahead of the file: after a power cut a resumed run would count its events from where the file ends.
        if (batch) {
            syncToDisk(folder.eventsFile());
            batch->commit();
        }
        limit -= most;
        return more;
    }

    Project& project;
    RunRecord run;
    RunFolder folder;
    EventReader reader;
    Ingest ingest;
    ScoreIngest scores;
    bool ended = false;  ///< by the last event taken in
};

RunIngest::RunIngest(Project& project, Id run) : d(std::make_unique<Private>(project, run)) {}

RunIngest::~RunIngest() = default;

IngestReport RunIngest::take(std::int64_t limit) {
    IngestReport report;
    do {
        report.more = d->takeBatch(limit, report);
    } while (report.more && limit > 0);
    return report;
}

bool RunIngest::isUpToDate() const {
    return d->reader.isUpToDate();
}

bool RunIngest::hasEnded() const {
    return d->ended;
}

const RunFolder& RunIngest::folder() const {
    return d->folder;
}

IngestReport ingestRun(Project& project, Id id) {
    return RunIngest(project, id).take();
}

}  // namespace attune
