#include "workbench/judge/judge_desk.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "session/current_model.h"
#include "session/job_builder.h"
#include "workbench/judge/judge_metrics.h"

namespace attune {

namespace {

constexpr std::size_t kAhead = 3;  ///< pictures decoded ahead of the one shown

}  // namespace

JudgeDesk& JudgeDesk::of(Workbench& workbench) {
    if (auto* desk = workbench.findChild<JudgeDesk*>(QString(), Qt::FindDirectChildrenOnly)) return *desk;
    return *new JudgeDesk(workbench);
}

JudgeDesk::JudgeDesk(Workbench& workbench) : QObject(&workbench), m_workbench(workbench) {
    connect(&workbench.project, &ProjectService::closed, this, [this] {
        ++m_request;
        m_match = {};
        m_open.clear();
        m_runs.clear();
        m_evaluations.clear();
        m_unwanted.clear();
        m_launching = 0;
        m_saving = m_failed = false;
        setState(State::Unknown);
    });
    connect(&workbench.project, &ProjectService::changed, this, [this](Changes changes) {
        if (changes.testFlag(Change::Models) && m_match.wish.isSet()) readModels();
    });
    connect(&workbench, &Workbench::raterChanged, this, [this] {
        // The verdicts of somebody else count as none of the new rater's.
        if (m_state == State::Judging || m_state == State::Done) read(m_match.wish, 0);
    });
    connect(&workbench.runs, &RunQueue::runEnded, this, [this](qint64 run, const QString& status) {
        if (m_runs.contains(run) && status == QLatin1String("failed")) m_failed = true;
        ended(run);
    });
    connect(&workbench.runs, &RunQueue::runAdded, this, [this](qint64 run) {
        if (m_unwanted.remove(run)) m_workbench.runs.stop(run);
    });
    // Of those that an engine took with it before it began, no end is told.
    connect(&workbench.runs, &RunQueue::engineDied, this, [this](qint64, const QString&, const QList<qint64>& dropped) {
        for (const qint64 run : dropped) ended(run);
    });
}

void JudgeDesk::setState(State state) {
    m_state = state;
    Q_EMIT stateChanged();
}

void JudgeDesk::reload() {
    const std::uint64_t request = ++m_request;
    m_workbench.project.read(
        this,
        [rater = rater()](Project& project) -> std::optional<JudgeMatch> {
            const JudgeWish wish = loadWish(project);
            if (!wish.isSet()) return {};
            return loadMatch(project, wish, rater);
        },
        [this, request](std::optional<JudgeMatch> match) {
            if (request != m_request) return;
            if (match) return take(std::move(*match), 0);
            m_match = {};
            m_open.clear();
            if (m_state != State::Preparing) setState(State::Choosing);
        });
}

void JudgeDesk::read(const JudgeWish& wish, Id first) {
    const std::uint64_t request = ++m_request;
    m_workbench.project.read(
        this, [wish, rater = rater()](Project& project) { return loadMatch(project, wish, rater); },
        [this, request, first](JudgeMatch match) {
            if (request == m_request) take(std::move(match), first);
        });
}

void JudgeDesk::readModels() {
    using Models = std::pair<std::optional<ModelRecord>, std::optional<ModelRecord>>;
    m_workbench.project.read(
        this,
        [wish = m_match.wish](Project& project) {
            return Models(project.models().find(wish.a), project.models().find(wish.b));
        },
        [this, wish = m_match.wish](const Models& models) {
            if (wish != m_match.wish || !models.first || !models.second) return;
            if (models.first->name == m_match.modelA.name && models.second->name == m_match.modelB.name) return;
            m_match.modelA = *models.first;
            m_match.modelB = *models.second;
            Q_EMIT stateChanged();
        });
}

void JudgeDesk::take(JudgeMatch match, Id first) {
    m_match = std::move(match);
    m_open.clear();
    for (std::size_t i = 0; i < m_match.pairs.size(); ++i) {
        if (!m_match.pairs[i].isOpen()) continue;
        m_match.pairs[i].image == first ? m_open.push_front(i) : m_open.push_back(i);
    }
    if (!m_runs.isEmpty() || m_launching > 0) return setState(State::Preparing);
    const bool missing = !m_match.missingA.empty() || !m_match.missingB.empty();
    // Where captions could not be had for some pictures, a damaged one say, the others are judged.
    if (m_match.pairs.empty() || (missing && !m_failed)) return setState(State::Choosing);
    next();
}

void JudgeDesk::next() {
    for (std::size_t i = 0; i < std::min(kAhead, m_open.size()); ++i) m_workbench.pictures.prefetch(m_match.pairs[m_open[i]].path);
    m_shown.start();
    setState(m_open.empty() ? State::Done : State::Judging);
    Q_EMIT pairChanged();
}

const JudgePair* JudgeDesk::pair() const {
    return m_state == State::Judging && !m_open.empty() ? &m_match.pairs[m_open.front()] : nullptr;
}

int JudgeDesk::decided() const {
    return static_cast<int>(std::count_if(m_match.pairs.begin(), m_match.pairs.end(),
                                          [](const JudgePair& pair) { return pair.verdict && !pair.isIdentical(); }));
}

int JudgeDesk::toDecide() const {
    return static_cast<int>(
        std::count_if(m_match.pairs.begin(), m_match.pairs.end(), [](const JudgePair& pair) { return !pair.isIdentical(); }));
}

void JudgeDesk::start(const JudgeWish& wish, bool measure) {
    const std::uint64_t request = ++m_request;
    m_failed = false;
    ++m_start;
    setState(State::Preparing);
    struct Plan {
        JudgeMatch match;
        bool measured = false;
    };
    m_workbench.project.write(
        this, {},
        [wish, rater = rater()](Session& session) {
            storeWish(session.project(), wish);
            Plan plan{loadMatch(session.project(), wish, rater), false};
            plan.measured = loadMetrics(session.project(), plan.match).sameImages;
            return plan;
        },
        [this, request, measure](Plan plan) {
            if (request != m_request) return;
            launchMissing(plan.match);
            if (measure && !plan.measured) launchEvaluations(plan.match);
            take(std::move(plan.match), 0);
        },
        [this](const Problem& problem) {
            m_workbench.report(problem);
            setState(State::Choosing);
        },
        TaskThread::Priority::Urgent);
}

void JudgeDesk::launchMissing(const JudgeMatch& match) {
    const auto launch = [this, &match](Id model, const std::vector<Id>& images) {
        if (images.empty()) return;
        JobSettings settings;
        settings.device = m_workbench.device();
        settings.seed = match.wish.seed;
        settings.images.ids = images;
        ++m_launching;
        m_workbench.runs.launch(
            [settings, model, decoding = match.wish.decoding()](Project& project) {
                return draftGenerate(project, settings, decoding, 1, {}, model);
            },
            [this, start = m_start](Id run) { launched(run, start); },
            [this](const Problem& problem) {
                --m_launching;
                m_failed = true;
                m_workbench.report(problem);
                if (m_runs.isEmpty() && m_launching == 0) setState(State::Choosing);
            });
    };
    launch(match.wish.a, match.missingA);
    launch(match.wish.b, match.missingB);
}

void JudgeDesk::launchEvaluations(const JudgeMatch& match) {
    for (const Id model : {match.wish.a, match.wish.b}) launchEvaluation(model, match);
}

void JudgeDesk::launchEvaluation(Id model, const JudgeMatch& match) {
    const Evaluation wanted{model, match.wish.mode, match.wish.seed, match.images};
    const auto isSame = [&wanted](const Evaluation& other) { return other.isSame(wanted); };
    if (std::any_of(m_evaluations.begin(), m_evaluations.end(), isSame)) return;
    m_evaluations.push_back(wanted);
    const auto isComing = [wanted](const Evaluation& other) { return other.run == 0 && other.isSame(wanted); };
    JobSettings settings;
    settings.device = m_workbench.device();
    settings.seed = match.wish.seed;
    settings.images.ids = match.images;
    if (match.wish.mode == "greedy") settings.options["samples_per_image"] = 0;
    m_workbench.runs.launch(
        [settings, model](Project& project) {
            const auto reward = currentModel(project, "reward");
            return draftEvaluate(project, settings, model, reward ? reward->id : 0);
        },
        [this, isComing](Id run) {
            const auto at = std::find_if(m_evaluations.begin(), m_evaluations.end(), isComing);
            if (at == m_evaluations.end()) return stop(run);  // cancelled meanwhile
            at->run = run;
        },
        [this, isComing](const Problem& problem) {
            m_evaluations.remove_if(isComing);
            m_workbench.report(problem);
        });
}

void JudgeDesk::launched(Id run, int start) {
    --m_launching;
    m_runs.insert(run);
    if (start <= m_cancelled) stop(run);
    Q_EMIT stateChanged();
}

void JudgeDesk::ended(qint64 run) {
    m_evaluations.remove_if([run](const Evaluation& one) { return one.run == run; });
    if (!m_runs.remove(run)) return;
    if (m_runs.isEmpty() && m_launching == 0 && m_state == State::Preparing) read(m_match.wish, 0);
}

void JudgeDesk::cancelPreparing() {
    m_cancelled = m_start;
    auto unwanted = m_runs;
    // What measures this match, too; what measures another goes on.
    m_evaluations.remove_if([this, &unwanted](const Evaluation& one) {
        const JudgeWish& wish = m_match.wish;
        const bool isOurs = (one.model == wish.a || one.model == wish.b) && one.mode == wish.mode && one.seed == wish.seed &&
                            one.images == m_match.images;
        if (isOurs && one.run != 0) unwanted.insert(one.run);
        return isOurs;
    });
    for (const qint64 run : std::as_const(unwanted)) stop(run);
}

void JudgeDesk::stop(qint64 run) {
    m_workbench.runs.find(run) ? m_workbench.runs.stop(run) : void(m_unwanted.insert(run));
}

void JudgeDesk::leave() {
    ++m_request;  // what is being read would bring it back
    m_open.clear();
    setState(State::Choosing);
}

void JudgeDesk::decide(Preference onScreen) {
    const JudgePair* shown = pair();
    if (!shown || m_saving) return;
    ComparisonRecord comparison;
    comparison.leftCaptionId = shown->left().id;
    comparison.rightCaptionId = shown->right().id;
    comparison.outcome = onScreen;
    comparison.purpose = "judge";
    comparison.rater = rater();
    comparison.seconds = static_cast<double>(m_shown.elapsed()) / 1000;
    m_saving = true;
    //: %1 is the name of a picture
    const QString lost = tr("Your verdict on the captions of %1 was not saved");
    m_workbench.project.write(
        this, Change::Decisions,
        [comparison](Session& session) { session.project().decisions().rate({}, {comparison}); },
        [this, image = shown->image, verdict = shown->verdictOf(onScreen), request = m_request] {
            m_saving = false;
            if (m_state != State::Judging) return;  // left meanwhile: the verdict is read with the match
            const JudgePair* now = pair();
            // What was read meanwhile may not know of it.
            if (request != m_request || !now || now->image != image) return read(m_match.wish, 0);
            m_match.pairs[m_open.front()].verdict = verdict;
            m_open.pop_front();
            next();
        },
        [this](const Problem& problem) {
            m_saving = false;
            Q_EMIT notSaved(problem);
        },
        TaskThread::Priority::Urgent, {}, lost.arg(shown->name));
}

void JudgeDesk::skip() {
    if (!canSkip() || m_saving) return;
    m_open.push_back(m_open.front());
    m_open.pop_front();
    next();
}

void JudgeDesk::showTurned(qint64 image) {
    if (m_state != State::Judging && m_state != State::Done) return;
    const auto& pairs = m_match.pairs;
    // Of many images at once: some may be of this match.
    if (image == 0 || std::any_of(pairs.begin(), pairs.end(), [image](const JudgePair& pair) { return pair.image == image; }))
        read(m_match.wish, image);
}

}  // namespace attune
