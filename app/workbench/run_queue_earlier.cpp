// What RunQueue does about runs that engines of earlier windows still work on: it follows them by what they write, stops them by a
// signal, ends an engine that does not heed it, and begins no other before they have ended or their engine is gone.
#include "project/lock.h"
#include "workbench/core_messages.h"
#include "workbench/run_queue.h"
#include "workbench/waiting_runs.h"

namespace attune {

namespace {

constexpr std::int64_t kEventsAtOnce = 1000;
/// An engine of ours says at once that it has heard Stop, and may then take its time; nobody hears this one, which may be
/// writing its checkpoint as it was asked to.
constexpr int kStopElsewhereMs = 10'000;

bool isAtWork(const RunRecord& run) { return run.status == "running" || run.status == "paused"; }

/// What a project that is opened tells of the runs of earlier windows.
struct EarlierRuns {
    std::vector<std::pair<RunRecord, std::filesystem::path>> working;
    QList<qint64> interrupted;
    QList<qint64> waiting;
    std::vector<std::pair<Id, std::string>> warnings;
};

/// How such a run stands.
struct Standing {
    RunRecord record;
    IngestReport report;
    std::optional<Problem> problem;  ///< what it wrote could not be taken in
};

/// @param ownEngine  the process of the engine that is ours, which works on none of these
Standing standingOf(Session& session, Id run, std::int64_t ownEngine) {
    Standing now;
    RunStore runs = session.project().runs();
    // Our engine outlives a project that is closed. If the end of a run could not be stored before, its number still stands there.
    const RunProcess process = runs.process(run);
    if (ownEngine > 0 && process.pid == ownEngine && process.host == hostName()) runs.setProcess(run, 0);
    try {
        now.report = session.ingest(run);
    } catch (const std::exception& failure) {
        now.problem = problemOf(failure);
        // Others wait for it: a file that cannot be read must not hide that nobody writes it any more.
        runs.markInterrupted(session.project().runsFolder());
    }
    now.record = runs.get(run);
    return now;
}

/// The next look at the run finds it interrupted.
void killEngine(Session& session, Standing& now) {
    try {
        session.killRun(now.record.id);
    } catch (const std::exception& failure) {
        now.problem = problemOf(failure);
    }
}

}  // namespace

std::optional<LiveRun> RunQueue::elsewhere() const {
    for (const auto& run : m_runs)
        if (run.isElsewhere()) return run;
    return {};
}

void RunQueue::attach() {
    if (m_project.isReadOnly()) return;
    m_project.write(
        this, {},
        [](Session& session) {
            EarlierRuns earlier;
            earlier.warnings = session.takeWarnings();
            for (const char* status : {"running", "paused"})
                for (const auto& run : session.project().runs().list(status))
                    earlier.working.emplace_back(run, session.runFolder(run.id));
            for (const auto& run : session.runsFoundInterrupted()) earlier.interrupted.append(run.id);
            for (const auto& run : takeWaiting(session)) earlier.waiting.append(run.id);
            return earlier;
        },
        [this](const EarlierRuns& earlier) {
            for (const auto& [record, folder] : earlier.working) {
                LiveRun run = recorded(record, folder);
                run.state = LiveRun::State::Elsewhere;
                m_runs.append(run);
                Q_EMIT runAdded(run.id);
            }
            if (!earlier.working.empty()) m_pollTimer.start();
            for (const auto& [run, warning] : earlier.warnings) tellWarning(run, warning);
            if (!earlier.interrupted.isEmpty()) Q_EMIT foundInterrupted(earlier.interrupted);
            if (!earlier.waiting.isEmpty()) Q_EMIT foundWaiting(earlier.waiting);
        },
        {}, kBetweenOthers);  // before what is launched now waits
}

void RunQueue::pollElsewhere() {
    bool any = false;
    for (const auto& run : m_runs) {
        if (!run.isElsewhere()) continue;
        any = true;
        const bool isOver = run.state == LiveRun::State::StoppingElsewhere && run.patience.hasExpired();
        followElsewhere(run);
        m_project.write(
            this, {},
            [id = run.id, own = m_engine.processId(), isOver](Session& session) {
                Standing now = standingOf(session, id, own);
                if (isOver && isAtWork(now.record)) killEngine(session, now);
                return now;
            },
            [this](const Standing& now) {
                const auto& [record, report, problem] = now;
                if (problem)
                    tellNotTakenIn(record.id, *problem);
                else
                    m_ingestProblems.erase(record.id);
                tellTakenIn(record.id, report);
                if (!live(record.id)) return;
                if (isAtWork(record)) {
                    if (report.events > 0) Q_EMIT takenIn(record.id);
                    return;
                }
                end(record.id, QString::fromStdString(record.status), {coreText(record.message), {}, {}});
            },
            [this, id = run.id](const Problem& problem) { tellNotTakenIn(id, problem); }, kBetweenOthers);
    }
    if (!any) m_pollTimer.stop();
}

void RunQueue::followElsewhere(const LiveRun& run) {
    auto& reader = m_readers[run.id];
    const bool first = !reader;
    if (first) reader = std::make_shared<EventReader>(std::filesystem::path(run.folder.toStdString()) / "events.jsonl", 0);
    m_project.read(
        this,
        [reader, first](Project&) {
            std::vector<Event> events;
            std::map<std::string, Event> newest;
            const auto keep = [&](const Event& event) {
                if (!first) events.push_back(event);
                if (first && (event.type == "phase" || event.type == "progress")) newest[event.type] = event;
                return true;
            };
            while (reader->read(kEventsAtOnce, keep)) {
            }
            // Of what was said before, where the run stands is news; the rest is in the project.
            for (const auto& [type, event] : newest) events.push_back(event);
            return events;
        },
        [this, id = run.id](const std::vector<Event>& events) {
            for (const auto& event : events) {
                LiveRun* now = live(id);
                if (!now || !now->isElsewhere()) return;
                follow(*now, event);
                Q_EMIT this->event(id, event);
            }
        },
        [](const Problem&) {});  // taking it in tells of the same
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
        [id, own = m_engine.processId()](Session& session) {
            // It may be over, and the next poll would have said so; that one also tells of what cannot be taken in.
            const Standing now = standingOf(session, id, own);
            if (isAtWork(now.record)) session.stopRun(id);
            return now.report;
        },
        [this, id](const IngestReport& report) {
            tellTakenIn(id, report);
            if (LiveRun* run = live(id); run && run->patience.isForever()) run->patience.setRemainingTime(kStopElsewhereMs);
        },
        [this, become](const Problem& problem) {
            become(LiveRun::State::Elsewhere);
            Q_EMIT m_project.failed(problem);
        },
        kBetweenOthers);
}

}  // namespace attune
