#include "workbench/run_queue.h"

#include <algorithm>
#include <utility>

#include "protocol/run_folder.h"
#include "workbench/core_messages.h"
#include "workbench/device_choice.h"
#include "workbench/waiting_runs.h"

namespace attune {

namespace {

constexpr int kIngestMs = 250;
constexpr int kStopMs = 500;   ///< DESIGN: Stop is acknowledged within half a second
constexpr std::size_t kIngestEvents = 200;  ///< at most at once: a rating may wait behind them
constexpr int kPollMs = 1000;  ///< for runs of an engine that is not ours

QString text(const std::string& s) { return QString::fromStdString(s); }

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
        Q_EMIT m_project.failed({what, why, remedy});
        const bool waits = std::any_of(m_runs.cbegin(), m_runs.cend(),
                                       [](const LiveRun& run) { return run.state == LiveRun::State::Waiting; });
        if (waits && !elsewhere()) dropWaiting(why.isEmpty() ? what : why);
    });
    connect(&m_project, &ProjectService::opened, this, &RunQueue::attach);
    connect(&m_project, &ProjectService::closing, this, &RunQueue::leave);
    connect(&m_project, &ProjectService::closed, this, [this] {
        m_runs.clear();
        m_ingesting = m_sent = m_ended = false;
        m_ingestProblems.clear();
        m_readers.clear();
        m_stopTimer.stop();
        m_pollTimer.stop();
        Q_EMIT runChanged(0);
    });
}

void RunQueue::launch(MakeDraft make, Launched launched, ProjectService::Fail fail) {
    const auto add = [this, launched = std::move(launched), fail](const std::shared_ptr<JobDraft>& draft) {
        m_project.write(
            this, Change::Runs, [draft](Session& session) { return session.newRun(*draft); },
            [this, launched](const Session::NewRun& run) {
                enqueue(run.id);
                if (launched) launched(run.id);
                for (const auto& warning : run.warnings) tellWarning(run.id, warning);
            },
            fail, kBetweenOthers);
    };
    const auto draft = [this, make = std::move(make), add, fail] {
        m_drafts.post([this, make, add, fail, folder = m_project.folder()] {
            const auto answer = [this, folder](std::function<void()> call) {
                const auto unlessLeft = [this, folder, call = std::move(call)] {
                    if (m_project.folder() == folder) call();
                };
                QMetaObject::invokeMethod(this, unlessLeft, Qt::QueuedConnection);
            };
            try {
                const auto project = Project::open(folder.toStdString(), OpenMode::ReadOnly);
                const auto made = std::make_shared<JobDraft>(make(*project));
                answer([add, made] { add(made); });
            } catch (const std::exception& failure) {
                answer([this, fail, problem = problemOf(failure)] { fail ? fail(problem) : Q_EMIT m_project.failed(problem); });
            }
        });
    };
    // Behind the decisions that are being saved: the draft is to know of them. All launches take this way and keep their order.
    m_project.write(this, {}, [](Session&) {}, draft, fail, kBetweenOthers);
}

void RunQueue::resume(Id run, ProjectService::Fail fail) {
    if (live(run)) return;
    m_project.write(
        this, {}, [run](Session& session) { return session.project().runs().get(run); },
        [this, run, fail](const RunRecord& record) {
            const QString device = recorded(record, {}).device;
            if (!mayHaveDevice(m_engine.devices(), device)) {
                const Problem problem{missingDeviceText(device), {}, {}};
                return fail ? fail(problem) : m_project.failed(problem);
            }
            if (record.status != "finished") enqueue(run);
        },
        fail, kBetweenOthers);
}

void RunQueue::enqueue(Id run) {
    m_project.write(
        this, {},
        [run](Session& session) {
            addWaiting(session.project(), run);
            return std::pair(session.project().runs().get(run), session.runFolder(run));
        },
        [this, run](const std::pair<RunRecord, std::filesystem::path>& found) {
            if (live(run)) return;
            m_runs.append(recorded(found.first, found.second));
            Q_EMIT runAdded(run);
            Q_EMIT runChanged(run);
            startNext();
        },
        {}, kBetweenOthers);
}

void RunQueue::leave() {
    const auto run = current();
    if (!run) return;
    // The project has it as at work, or will in a moment, and the answer that would send it comes to nobody.
    if (run->state == LiveRun::State::Launching && !m_sent) m_engine.send({Request::Kind::Run, run->folder.toStdString()});
    m_engine.detach();
    if (run->state != LiveRun::State::Stopping && !m_ended) Q_EMIT leftToFinish(run->id, m_project.name());
}

void RunQueue::startNext() {
    if (working() || elsewhere()) return;
    const auto next = std::find_if(m_runs.begin(), m_runs.end(),
                                   [](const LiveRun& run) { return run.state == LiveRun::State::Waiting; });
    if (next == m_runs.end()) return;
    if (m_engine.state() == EngineClient::State::Stopped) m_engine.start();
    if (m_engine.state() == EngineClient::State::Ready) begin(next->id);
}

void RunQueue::begin(Id run) {
    live(run)->state = LiveRun::State::Launching;
    m_sent = m_ended = false;
    m_project.write(
        this, Change::Runs,
        [run, pid = m_engine.processId()](Session& session) {
            removeWaiting(session.project(), run);
            return session.startRun(run, pid);
        },
        [this, run](const std::filesystem::path& folder) {
            const LiveRun* now = live(run);
            if (!now) return;
            // Stopped on the way: the engine never hears of it.
            if (now->state == LiveRun::State::Stopping) return settle(run, QStringLiteral("cancelled"), {}, {});
            m_sent = true;
            m_engine.send({Request::Kind::Run, folder.string()});
        },
        [this, run](const Problem& problem) { end(run, QStringLiteral("failed"), problem); },
        kBetweenOthers);
    Q_EMIT runChanged(run);
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
        m_project.write(this, {}, [id](Session& session) { removeWaiting(session.project(), id); }, [] {}, {}, kBetweenOthers);
        Q_EMIT runChanged(id);
        Q_EMIT runEnded(id, QStringLiteral("cancelled"), {});
        return;
    }
    if (m_ended) return;  // over, and only being taken in
    run->state = LiveRun::State::Stopping;
    if (m_sent) {
        m_engine.send({Request::Kind::Cancel, run->folder.toStdString()});
        m_stopTimer.start();
    }
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

LiveRun RunQueue::recorded(const RunRecord& record, const std::filesystem::path& folder) {
    LiveRun run;
    run.id = record.id;
    run.kind = text(record.kind);
    run.folder = text(folder.string());
    run.device = text(optional<std::string>(record.job, "device", {}));
    return run;
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
    const bool last = isTerminal(event.type);
    // What was on its way when Stop was pressed says nothing of whether the engine has heard it; these words do.
    if (last || (event.type == "phase" && optional<std::string>(event.data, "name", {}) == "cancelling")) m_stopTimer.stop();
    // Answers to requests have no number and are no part of what the run does.
    if (event.sequence == 0 && !last) return;
    follow(*run, event);
    if (event.type == "metric") tellMetrics(id, event);
    Q_EMIT this->event(id, event);
    if (!last) return ingestSoon();
    m_ended = true;
    // As the project has it: a broken invariant interrupts, and the run can go on.
    const QString status = namesInvariant(event) ? QStringLiteral("interrupted") : text(event.type);
    Problem problem;
    if (event.type == "failed")
        problem = {coreText(optional<std::string>(event.data, "problem", {})), coreText(optional<std::string>(event.data, "reason", {})),
                   coreText(optional<std::string>(event.data, "remedy", {}))};
    // A last word without a number stands in no file: the engine dropped the run before it began, or could not write.
    if (event.sequence == 0)
        return ingest(id, [this, id, status, problem, why = optional<std::string>(event.data, "problem", {})] {
            settle(id, status, problem, why);
        });
    ingest(id, [this, id, status, problem] { end(id, status, problem); });
}

void RunQueue::follow(LiveRun& run, const Event& event) {
    const bool begins = run.state == LiveRun::State::Launching;
    if (begins) run.state = LiveRun::State::Working;
    if (event.type == "phase") {
        run.phase = text(optional<std::string>(event.data, "name", {}));
    } else if (event.type == "progress") {
        run.done = optional<std::int64_t>(event.data, "done", 0);
        run.total = optional<std::int64_t>(event.data, "total", 0);
        run.rate = optional<double>(event.data, "rate", 0);
        run.eta = optional<double>(event.data, "eta", -1);
    } else if (!begins) {
        return;
    }
    Q_EMIT runChanged(run.id);
}

void RunQueue::tellMetrics(Id run, const Event& event) {
    const Json values = optional<Json>(event.data, "values", Json::object());
    std::map<std::string, double> numbers;
    for (const auto& [name, value] : values.items()) numbers[name] = value.is_number() ? value.get<double>() : std::nan("");
    Q_EMIT metrics(run, optional<std::int64_t>(event.data, "step", 0), numbers);
}

void RunQueue::tellTakenIn(Id run, const IngestReport& report) {
    Changes changes;
    if (report.captions > 0) changes |= Change::Captions;
    if (report.models > 0) changes |= Change::Models;
    if (report.scores > 0) changes |= Change::Scores;
    if (changes) Q_EMIT m_project.changed(changes);
    for (const auto& warning : report.warnings) tellWarning(run, warning);
}

void RunQueue::tellWarning(Id run, const std::string& text) {
    Event event;
    event.type = "warning";
    event.data = {{"text", text}};
    Q_EMIT this->event(run, event);
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
        m_ingestProblems.erase(run);
        tellTakenIn(run, report);
        if (report.more) return ingest(run, then);
        if (then) then();
    };
    m_project.write(
        this, {}, [run](Session& session) { return session.ingest(run, kIngestEvents); }, done,
        [this, run, then](const Problem& problem) {
            m_ingesting = false;
            tellNotTakenIn(run, problem);
            if (then) then();
        },
        kBetweenOthers);
}

void RunQueue::tellNotTakenIn(Id run, const Problem& problem) {
    // It is tried again within a second: what was dismissed would come back at once.
    const QString said = problem.what + QLatin1Char('\n') + problem.why;
    if (std::exchange(m_ingestProblems[run], said) != said) Q_EMIT m_project.failed(problem);
}

void RunQueue::settle(Id id, const QString& status, const Problem& problem, const std::string& why) {
    const auto done = [this, id, status, problem] { end(id, status, problem); };
    m_project.write(
        this, {},
        [id, status = status.toStdString(), why](Session& session) { session.project().runs().setStatus(id, status, why); },
        done,
        [this, done](const Problem& unsaved) {
            Q_EMIT m_project.failed(unsaved);
            done();
        },
        kBetweenOthers);
}

void RunQueue::end(Id id, const QString& status, const Problem& problem) {
    const LiveRun* run = live(id);
    if (!run) return;  // an engine that died on the way has settled it
    if (run->isOurs()) {
        m_stopTimer.stop();
        m_ingestTimer.stop();
        m_sent = m_ended = false;
    }
    m_ingestProblems.erase(id);
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
        Q_EMIT engineDied(0, words, {});
        return;
    }
    if (!run && elsewhere()) return Q_EMIT engineDied(0, words, {});  // those that wait have not asked for it
    if (!run) return dropWaiting(words);
    // Taking in what it still said also marks the run as interrupted, now that nobody works on it.
    ingest(id, [this, id, words, stopping] {
        end(id, stopping ? QStringLiteral("cancelled") : QStringLiteral("interrupted"), {});
        if (!stopping) Q_EMIT engineDied(id, words, {});
    });
}

void RunQueue::dropWaiting(const QString& words) {
    QList<qint64> dropped;
    m_runs.removeIf([&dropped](const LiveRun& run) {
        const bool waits = run.state == LiveRun::State::Waiting;
        if (waits) dropped.append(run.id);
        return waits;
    });
    Q_EMIT runChanged(0);
    Q_EMIT engineDied(0, words, dropped);
}

}  // namespace attune
