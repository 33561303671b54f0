#include "workbench/run_queue.h"

#include <algorithm>

#include "protocol/run_folder.h"
#include "workbench/core_messages.h"

namespace attune {

namespace {

constexpr int kIngestMs = 250;
constexpr int kStopMs = 500;   ///< DESIGN: Stop is acknowledged within half a second
constexpr std::size_t kIngestEvents = 200;  ///< at most at once: a rating may wait behind them
constexpr int kPollMs = 1000;  ///< for runs of an engine that is not ours

/// Runs are launched and taken in between two transactions of an import, which may go on for an hour. All steps of a run
/// keep their order among themselves.
constexpr auto kBetweenOthers = TaskThread::Priority::Urgent;

QString text(const std::string& s) { return QString::fromStdString(s); }

bool isAtWork(const RunRecord& run) { return run.status == "running" || run.status == "paused"; }

/// What a project that is opened tells of the runs of earlier windows.
struct EarlierRuns {
    std::vector<std::pair<RunRecord, std::filesystem::path>> working;
    QList<qint64> interrupted;
};

}  // namespace

RunQueue::RunQueue(ProjectService& project, EngineClient& engine, QObject* parent)
    : QObject(parent), m_project(project), m_engine(engine) {
    qRegisterMetaType<attune::Event>();
    m_ingestTimer.setSingleShot(true);
    m_ingestTimer.setInterval(kIngestMs);
    m_stopTimer.setSingleShot(true);
    m_stopTimer.setInterval(kStopMs);
    m_pollTimer.setInterval(kPollMs);
    connect(&m_ingestTimer, &QTimer::timeout, this, [this] {
        if (const auto run = current()) ingest(run->id, {});
    });
    connect(&m_stopTimer, &QTimer::timeout, &m_engine, &EngineClient::kill);
    connect(&m_pollTimer, &QTimer::timeout, this, &RunQueue::pollElsewhere);
    connect(&m_engine, &EngineClient::ready, this, &RunQueue::startNext);
    connect(&m_engine, &EngineClient::event, this, &RunQueue::take);
    connect(&m_engine, &EngineClient::died, this, &RunQueue::onEngineDied);
    connect(&m_engine, &EngineClient::refused, this, [this](const QString& what, const QString& why, const QString& remedy) {
        m_runs.clear();
        Q_EMIT runChanged(0);
        Q_EMIT m_project.failed({what, why, remedy});
    });
    connect(&m_project, &ProjectService::opened, this, &RunQueue::attach);
    connect(&m_project, &ProjectService::closed, this, [this] {
        m_runs.clear();
        m_ingesting = m_ended = false;
        m_stopTimer.stop();
        m_pollTimer.stop();
        Q_EMIT runChanged(0);
    });
}

void RunQueue::launch(MakeDraft make, Launched launched, ProjectService::Fail fail) {
    m_project.write(
        this, Change::Runs,
        [make = std::move(make)](Session& session) { return session.newRun(make(session)); },
        [this, launched = std::move(launched)](const Session::NewRun& run) {
            enqueue(run.id);
            if (launched) launched(run.id);
            for (const auto& warning : run.warnings) {
                Event event;
                event.type = "warning";
                event.data = {{"text", warning}};
                Q_EMIT this->event(run.id, event);
            }
        },
        std::move(fail), kBetweenOthers);
}

void RunQueue::resume(Id run, ProjectService::Fail fail) {
    if (live(run)) return;
    m_project.write(
        this, {}, [run](Session& session) { return session.project().runs().get(run); },
        [this, run](const RunRecord& record) {
            if (record.status != "finished") enqueue(run);
        },
        std::move(fail), kBetweenOthers);
}

void RunQueue::enqueue(Id run) {
    m_project.write(
        this, {},
        [run](Session& session) {
            return std::pair(session.project().runs().get(run), session.runFolder(run));
        },
        [this, run](const std::pair<RunRecord, std::filesystem::path>& found) {
            if (live(run)) return;
            LiveRun added;
            added.id = run;
            added.kind = text(found.first.kind);
            added.folder = text(found.second.string());
            m_runs.append(added);
            Q_EMIT runAdded(run);
            Q_EMIT runChanged(run);
            startNext();
        },
        {}, kBetweenOthers);
}

void RunQueue::startNext() {
    if (working()) return;
    const auto next = std::find_if(m_runs.begin(), m_runs.end(),
                                   [](const LiveRun& run) { return run.state == LiveRun::State::Waiting; });
    if (next == m_runs.end()) return;
    if (m_engine.state() == EngineClient::State::Stopped) m_engine.start();
    if (m_engine.state() == EngineClient::State::Ready) begin(next->id);
}

void RunQueue::begin(Id run) {
    live(run)->state = LiveRun::State::Working;
    m_ended = false;
    m_project.write(
        this, Change::Runs,
        [run, pid = m_engine.processId()](Session& session) { return session.startRun(run, pid); },
        [this, run](const std::filesystem::path& folder) {
            m_engine.send({Request::Kind::Run, folder.string()});
            Q_EMIT runChanged(run);
        },
        [this, run](const Problem& problem) { end(run, QStringLiteral("failed"), problem); },
        kBetweenOthers);
}

void RunQueue::pause() {
    if (LiveRun* run = working(); run && run->state == LiveRun::State::Working) {
        m_engine.send({Request::Kind::Pause, {}});
        run->state = LiveRun::State::Paused;
        Q_EMIT runChanged(run->id);
    }
}

void RunQueue::unpause() {
    if (LiveRun* run = working(); run && run->state == LiveRun::State::Paused) {
        m_engine.send({Request::Kind::Resume, {}});
        run->state = LiveRun::State::Working;
        Q_EMIT runChanged(run->id);
    }
}

void RunQueue::stop(Id id) {
    LiveRun* run = live(id);
    if (!run || run->state == LiveRun::State::Stopping) return;
    if (run->isElsewhere()) return stopElsewhere(id);
    if (run->state == LiveRun::State::Waiting) {
        const auto at = std::find_if(m_runs.begin(), m_runs.end(), [id](const LiveRun& r) { return r.id == id; });
        m_runs.erase(at);
        Q_EMIT runChanged(id);
        Q_EMIT runEnded(id, QStringLiteral("cancelled"), {});
        return;
    }
    run->state = LiveRun::State::Stopping;
    m_engine.send({Request::Kind::Cancel, run->folder.toStdString()});
    m_stopTimer.start();
    Q_EMIT runChanged(id);
}

void RunQueue::stopAll() {
    const auto all = m_runs;
    for (auto run = all.rbegin(); run != all.rend(); ++run) stop(run->id);
}

std::optional<LiveRun> RunQueue::find(Id run) const {
    for (const auto& r : m_runs)
        if (r.id == run) return r;
    return {};
}

std::optional<LiveRun> RunQueue::current() const {
    for (const auto& run : m_runs)
        if (run.isOurs()) return run;
    return {};
}

LiveRun* RunQueue::live(Id run) {
    for (auto& r : m_runs)
        if (r.id == run) return &r;
    return nullptr;
}

LiveRun* RunQueue::working() {
    const auto run = current();
    return run ? live(run->id) : nullptr;
}

void RunQueue::take(const QString& folder, const Event& event) {
    LiveRun* run = working();
    if (!run || run->folder != folder) return;
    const Id id = run->id;
    // Any word after the wish to stop shows that the engine listens; it now writes its checkpoint.
    if (run->state == LiveRun::State::Stopping) m_stopTimer.stop();
    if (event.type == "phase") {
        run->phase = text(optional<std::string>(event.data, "name", {}));
        Q_EMIT runChanged(id);
    } else if (event.type == "progress") {
        run->done = optional<std::int64_t>(event.data, "done", 0);
        run->total = optional<std::int64_t>(event.data, "total", 0);
        run->rate = optional<double>(event.data, "rate", 0);
        run->eta = optional<double>(event.data, "eta", -1);
        Q_EMIT runChanged(id);
    } else if (event.type == "metric") {
        const Json values = optional<Json>(event.data, "values", Json::object());
        std::map<std::string, double> numbers;
        for (const auto& [name, value] : values.items())
            numbers[name] = value.is_number() ? value.get<double>() : std::nan("");
        Q_EMIT metrics(id, optional<std::int64_t>(event.data, "step", 0), numbers);
    }
    Q_EMIT this->event(id, event);
    if (!isTerminal(event.type)) return ingestSoon();
    m_ended = true;
    // As the project has it: a broken invariant interrupts, and the run can go on.
    const QString status = namesInvariant(event) ? QStringLiteral("interrupted") : text(event.type);
    Problem problem;
    if (event.type == "failed")
        problem = {coreText(optional<std::string>(event.data, "problem", {})), coreText(optional<std::string>(event.data, "reason", {})),
                   coreText(optional<std::string>(event.data, "remedy", {}))};
    ingest(id, [this, id, status, problem] { end(id, status, problem); });
}

void RunQueue::ingestSoon() {
    if (!m_ingestTimer.isActive() && !m_ended) m_ingestTimer.start();
}

void RunQueue::ingest(Id run, std::function<void()> then) {
    // One at a time, or a slow disk would pile them up; the last one always runs.
    if (m_ingesting && !then) return ingestSoon();
    m_ingesting = true;
    const auto done = [this, run, then](const IngestReport& report) {
        m_ingesting = false;
        Changes changes;
        if (report.captions > 0) changes |= Change::Captions;
        if (report.models > 0) changes |= Change::Models;
        if (report.scores > 0) changes |= Change::Scores;
        if (changes) Q_EMIT m_project.changed(changes);
        if (report.more) return ingest(run, then);
        if (then) then();
    };
    m_project.write(
        this, {}, [run](Session& session) { return session.ingest(run, kIngestEvents); }, done,
        [this, then](const Problem& problem) {
            m_ingesting = false;
            Q_EMIT m_project.failed(problem);
            if (then) then();
        },
        kBetweenOthers);
}

void RunQueue::end(Id id, const QString& status, const Problem& problem) {
    m_stopTimer.stop();
    m_ingestTimer.stop();
    m_ended = false;
    m_runs.erase(std::remove_if(m_runs.begin(), m_runs.end(), [id](const LiveRun& run) { return run.id == id; }),
                 m_runs.end());
    Q_EMIT m_project.changed(Change::Runs | Change::Models | Change::Captions | Change::Scores);
    Q_EMIT runChanged(id);
    Q_EMIT runEnded(id, status, problem);
    startNext();
}

void RunQueue::onEngineDied(const QString& words) {
    const LiveRun* run = working();
    const Id id = run ? run->id : 0;
    const bool stopping = run && run->state == LiveRun::State::Stopping;
    if (run && m_ended) {
        Q_EMIT engineDied(0, words);
        return;
    }
    if (!run) return dropWaiting(words);
    // Taking in what it still said also marks the run as interrupted, now that nobody works on it.
    ingest(id, [this, id, words, stopping] {
        end(id, stopping ? QStringLiteral("cancelled") : QStringLiteral("interrupted"), {});
        if (!stopping) Q_EMIT engineDied(id, words);
    });
}

void RunQueue::dropWaiting(const QString& words) {
    const auto waits = [](const LiveRun& run) { return run.state == LiveRun::State::Waiting; };
    const auto first = std::find_if(m_runs.begin(), m_runs.end(), waits);
    const Id id = first == m_runs.end() ? 0 : first->id;
    m_runs.erase(std::remove_if(m_runs.begin(), m_runs.end(), waits), m_runs.end());
    Q_EMIT runChanged(0);
    Q_EMIT engineDied(id, words);
}

void RunQueue::attach() {
    if (m_project.isReadOnly()) return;
    m_project.write(
        this, {},
        [](Session& session) {
            EarlierRuns earlier;
            for (const char* status : {"running", "paused"})
                for (const auto& run : session.project().runs().list(status))
                    earlier.working.emplace_back(run, session.runFolder(run.id));
            for (const auto& run : session.runsFoundInterrupted()) earlier.interrupted.append(run.id);
            return earlier;
        },
        [this](const EarlierRuns& earlier) {
            for (const auto& [record, folder] : earlier.working) {
                LiveRun run;
                run.id = record.id;
                run.kind = text(record.kind);
                run.folder = text(folder.string());
                run.state = LiveRun::State::Elsewhere;
                m_runs.append(run);
                Q_EMIT runAdded(run.id);
            }
            if (!earlier.working.empty()) m_pollTimer.start();
            if (!earlier.interrupted.isEmpty()) Q_EMIT foundInterrupted(earlier.interrupted);
        });
}

void RunQueue::pollElsewhere() {
    bool any = false;
    for (const auto& run : m_runs) {
        if (!run.isElsewhere()) continue;
        any = true;
        m_project.write(
            this, {},
            [id = run.id](Session& session) {
                session.ingest(id);
                return session.project().runs().get(id);
            },
            [this](const RunRecord& record) {
                Q_EMIT m_project.changed(Change::Runs | Change::Captions | Change::Models | Change::Scores);
                if (!live(record.id)) return;
                if (isAtWork(record)) {
                    Q_EMIT takenIn(record.id);
                    return;
                }
                end(record.id, text(record.status), {coreText(record.message), {}, {}});
            },
            {}, kBetweenOthers);
    }
    if (!any) m_pollTimer.stop();
}

void RunQueue::stopElsewhere(Id id) {
    const auto become = [this, id](LiveRun::State state) {
        LiveRun* run = live(id);
        if (!run) return;
        run->state = state;
        Q_EMIT runChanged(id);
    };
    become(LiveRun::State::StoppingElsewhere);
    m_project.write(
        this, {},
        [id](Session& session) {
            // It may be over, and the next poll would have said so.
            session.ingest(id);
            if (isAtWork(session.project().runs().get(id))) session.stopRun(id);
        },
        [] {},
        [this, become](const Problem& problem) {
            become(LiveRun::State::Elsewhere);
            Q_EMIT m_project.failed(problem);
        },
        kBetweenOthers);
}

}  // namespace attune
