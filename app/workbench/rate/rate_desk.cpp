#include "workbench/rate/rate_desk.h"

#include <algorithm>

#include "workbench/rate/rate_journal.h"

namespace attune {

namespace {

constexpr std::size_t kAhead = 4;   ///< tasks worked out, and pictures decoded, ahead of the one shown
constexpr std::size_t kPast = 500;  ///< tasks that Back can walk through

/// A queue in which what the rater skipped stays behind. @param before  the one whose place it takes; null: none
std::shared_ptr<RatingQueue> queueBehind(Project& project, const QueueOptions& options, const RatingQueue* before) {
    auto queue = std::make_shared<RatingQueue>(project, options);
    if (before && before->options().rater == options.rater) queue->leaveAsIn(*before);
    return queue;
}

}  // namespace

RateDesk& RateDesk::of(Workbench& workbench) {
    if (auto* desk = workbench.findChild<RateDesk*>(QString(), Qt::FindDirectChildrenOnly)) return *desk;
    return *new RateDesk(workbench);
}

RateDesk::RateDesk(Workbench& workbench) : QObject(&workbench), m_workbench(workbench) {
    m_clock.start();
    connect(&workbench.project, &ProjectService::closed, this, [this] {
        ++m_round;
        m_queue.reset();
        m_ahead.clear();
        m_past.clear();
        m_words.reset();
        m_changes.clear();
        m_fetching = m_loading = m_isHeld = false;
        m_progress = {};
        m_pace = {};
        show({});
    });
    connect(&workbench, &Workbench::raterChanged, this, [this] {
        if (!isStarted()) return;
        m_past.clear();  // what is shown there was said by somebody else
        start(m_options);
    });
    connect(&workbench.project, &ProjectService::changed, this, [this](Changes changes) {
        // The queue knows only images, captions, and scores of them, that were there when it was made.
        const bool images = changes.testFlag(attune::Change::Images);
        const bool captions = changes.testFlag(attune::Change::Captions);
        const bool scores = changes.testFlag(attune::Change::Scores) || changes.testFlag(attune::Change::Models);
        if (!m_queue || !(images || captions || (scores && goesByScores()))) return;
        m_outdated = true;
        if ((images || captions) && !m_current) return start(m_options);
        if (images) lookAgain();
    });
    connect(&workbench.runs, &RunQueue::runEnded, this, [this] {
        if (m_outdated) fetch();
    });
}

void RateDesk::start(const QueueOptions& options) {
    if (waitsForWords([this, options] { start(options); })) return;
    m_options = options;
    m_options.rater = rater();
    const std::uint64_t round = ++m_round;
    m_ahead.clear();
    m_loading = true;
    m_fetching = true;
    m_outdated = false;
    m_workbench.project.read(
        this, [options = m_options, before = m_queue](Project& project) { return queueBehind(project, options, before.get()); },
        [this, round](std::shared_ptr<RatingQueue> queue) {
            if (round != m_round) return;
            m_queue = std::move(queue);
            m_fetching = false;
            // What was shown by the choices before is not part of this queue any more.
            m_current.reset();
            fetch();
        },
        [this, round](const Problem& problem) { endReading(round, problem); });
}

void RateDesk::endReading(std::uint64_t round, const Problem& problem) {
    if (round == m_round) {
        m_fetching = m_loading = false;
        // The queue that there is may be of other choices than those that it was to be made by.
        m_outdated = true;
        Q_EMIT progressChanged();
    }
    m_workbench.report(problem);
}

bool RateDesk::goesByScores() const {
    return m_options.strategy == QueueStrategy::Uncertain || m_options.strategy == QueueStrategy::Disagreement;
}

void RateDesk::lookAgainForDecisions() {
    if (!isStarted()) return;
    m_outdated = true;
    m_current ? lookAgain() : start(m_options);
    refreshProgress();
}

void RateDesk::lookAgain() {
    if (m_loading) return start(m_options);  // which has been asked for, of the images of before
    ++m_round;
    m_fetching = false;
    m_ahead.clear();
    fetch(true);
    m_workbench.project.read(
        this,
        [image = m_current->image](Project& project) {
            const auto record = project.images().find(image);
            const bool out = !record || record->split == "test";
            return std::pair(out, record ? QString::fromStdString(project.resolve(record->path).string()) : QString());
        },
        [this, image = m_current->image, round = m_round](const std::pair<bool, QString>& now) {
            if (!now.second.isEmpty()) movePicture(image, now.second);
            if (now.first && round == m_round) Q_EMIT heldOut(image);
        });
}

void RateDesk::movePicture(Id image, const QString& path) {
    for (RateTask& past : m_past)
        if (past.image == image) past.path = path;
    if (!m_current || m_current->image != image || m_current->path == path) return;
    m_current->path = path;
    if (m_wanted && m_wanted->image == image) m_wanted->path = path;
    Q_EMIT pictureMoved();
}

void RateDesk::fetch(bool evenAtWork) {
    if (!m_queue || m_fetching) return;
    m_fetching = true;
    m_passed.clear();
    struct Fetched {
        std::shared_ptr<RatingQueue> queue;
        std::vector<RateTask> tasks;
    };
    // While a run writes captions the queue that there is will do, until it runs dry.
    const bool renew = m_outdated && (evenAtWork || m_workbench.runs.isIdle() || (!m_current && m_ahead.empty()));
    if (renew) m_outdated = false;
    m_workbench.project.read(
        this,
        [before = m_queue, renew, options = m_options](Project& project) {
            Fetched fetched{renew ? queueBehind(project, options, before.get()) : before, {}};
            for (const auto& asked : fetched.queue->next(kAhead + 2)) fetched.tasks.push_back(loadTask(project, asked, options.rater));
            return fetched;
        },
        [this, renew, round = m_round](Fetched fetched) {
            if (round != m_round) return;  // start() fetches anew
            m_fetching = false;
            m_queue = std::move(fetched.queue);
            // What was to come by the scores of before is not what tells most now.
            if (renew && goesByScores()) m_ahead.clear();
            take(std::move(fetched.tasks));
        },
        [this, round = m_round](const Problem& problem) { endReading(round, problem); });
}

void RateDesk::take(std::vector<RateTask> tasks) {
    m_loading = false;
    for (auto& task : tasks) {
        const auto same = [&task](const RateTask& other) { return other.image == task.image; };
        const bool isPassed = std::find(m_passed.begin(), m_passed.end(), task.image) != m_passed.end();
        if (isPassed || (m_current && same(*m_current)) || std::any_of(m_ahead.begin(), m_ahead.end(), same)) continue;
        m_workbench.pictures.prefetch(task.path);
        m_ahead.push_back(std::move(task));
    }
    if (!m_current) {
        if (m_ahead.empty()) {
            m_loading = true;  // until it is known why there is nothing
            if (!m_passed.empty()) return fetch();  // they may have more captions
            show({});
            return refreshProgress();
        }
        RateTask next = std::move(m_ahead.front());
        m_ahead.pop_front();
        show(std::move(next));
    }
    refreshProgress();
}

void RateDesk::show(std::optional<RateTask> task) {
    m_current = std::move(task);
    m_wanted = m_current;
    m_shown.start();
    Q_EMIT taskChanged();
}

void RateDesk::advance() {
    if (!m_current) return;
    if (m_fetching) m_passed.push_back(m_current->image);
    m_past.push_back(std::move(*m_current));
    if (m_past.size() > kPast) m_past.erase(m_past.begin());
    m_current.reset();
    if (m_ahead.empty()) {
        m_loading = true;
        show({});
    } else {
        RateTask next = std::move(m_ahead.front());
        m_ahead.pop_front();
        show(std::move(next));
    }
    fetch();
}

bool RateDesk::has(int candidate) const {
    if (!m_current || m_isHeld || candidate < 0 || candidate >= static_cast<int>(m_current->candidates.size())) return false;
    return m_current->isDecided() || !m_wanted->isDecided();
}

void RateDesk::saveRating(int candidate, const std::function<void(RateCandidate&)>& change, Action failed, const QString& words) {
    if (!has(candidate)) return;
    const RateCandidate before = m_wanted->candidates[static_cast<std::size_t>(candidate)];
    RateCandidate wanted = before;
    change(wanted);
    // A note or a flag that comes later took nothing of the time in which the rating was decided on.
    if (!before.value || wanted.value != before.value || wanted.isOld != before.isOld) wanted.seconds = secondsShown();
    save([isRepeat = m_wanted->isRepeat(), before, wanted, rater = rater()](
             Session& session) { storeRating(session.project(), isRepeat, before, wanted, rater); },
         [candidate, wanted](RateTask& task) { task.candidates[static_cast<std::size_t>(candidate)] = wanted; },
         tr("Your rating of “%1” was not saved").arg(QString::fromStdString(wanted.caption.text)), std::move(failed), {}, words);
}

void RateDesk::rate(int candidate, int value) {
    saveRating(candidate, [value](RateCandidate& wanted) {
        wanted.value = value;
        wanted.isOld = false;
    });
}

void RateDesk::toggleFlag(int candidate, const std::string& flag) {
    saveRating(candidate, [&flag](RateCandidate& wanted) {
        if (!wanted.flags.erase(flag)) wanted.flags.insert(flag);
    });
}

void RateDesk::setNote(qint64 caption, const QString& note) {
    if (const int here = m_current ? placeIn(*m_current, caption) : -1; has(here)) {
        const auto failed = [this, note, candidate = m_current->candidates[static_cast<std::size_t>(here)]] {
            Q_EMIT noteNotSaved(candidate, note);
        };
        return saveRating(here, [&note](RateCandidate& wanted) { wanted.note = note; }, failed, note);
    }
    if (const int here = m_wanted ? placeIn(*m_wanted, caption) : -1; here >= 0)
        return saveLateNote(*m_wanted, here, note);  // with the decision that is on its way
    for (auto task = m_past.rbegin(); task != m_past.rend(); ++task)
        if (const int place = placeIn(*task, caption); place >= 0) return saveLateNote(*task, place, note);
}

void RateDesk::saveLateNote(const RateTask& task, int candidate, const QString& note) {
    const RateCandidate before = task.candidates[static_cast<std::size_t>(candidate)];
    RateCandidate now = before;
    now.note = note;
    m_workbench.project.write(
        this, attune::Change::Decisions,
        [isRepeat = task.isRepeat(), before, now, rater = rater()](
            Session& session) { storeRating(session.project(), isRepeat, before, now, rater); },
        [this, caption = before.caption.id, note] {
            const auto put = [caption, &note](RateTask& shown) {
                if (const int at = placeIn(shown, caption); at >= 0) shown.candidates[static_cast<std::size_t>(at)].note = note;
            };
            for (RateTask& past : m_past) put(past);
            // Back may have brought it to the screen again meanwhile.
            if (m_current) put(*m_current);
            if (m_wanted) put(*m_wanted);
            Q_EMIT decided();
        },
        [this, before, note](const Problem& problem) {
            Q_EMIT notSaved(problem);
            Q_EMIT noteNotSaved(before, note);
        },
        TaskThread::Priority::Urgent, note);
}

void RateDesk::compare(Preference outcome) {
    if (!has(0) || m_current->candidates.size() != 2) return;
    ComparisonRecord comparison;
    comparison.leftCaptionId = m_current->candidates[0].caption.id;
    comparison.rightCaptionId = m_current->candidates[1].caption.id;
    comparison.outcome = outcome;
    comparison.purpose = m_current->asked.purpose;
    comparison.rater = rater();
    comparison.seconds = secondsShown();
    save([comparison](Session& session) { session.project().decisions().rate({}, {comparison}); },
         [outcome](RateTask& task) {
             task.outcome = outcome;
             task.isOutcomeOld = false;
         },
         comparisonNotSaved());
}

void RateDesk::preferBest(int candidate) {
    if (!has(candidate) || m_current->candidates.size() < 2) return;
    if (m_current->candidates.size() == 2) return compare(candidate == 0 ? Preference::Left : Preference::Right);
    std::vector<ComparisonRecord> comparisons;
    for (int other = 0; other < static_cast<int>(m_current->candidates.size()); ++other) {
        if (other == candidate) continue;
        // As they were shown: the one further left is the left one.
        ComparisonRecord comparison;
        comparison.leftCaptionId = m_current->candidates[static_cast<std::size_t>(std::min(candidate, other))].caption.id;
        comparison.rightCaptionId = m_current->candidates[static_cast<std::size_t>(std::max(candidate, other))].caption.id;
        comparison.outcome = candidate < other ? Preference::Left : Preference::Right;
        comparison.rater = rater();
        comparison.seconds = secondsShown();
        comparisons.push_back(comparison);
    }
    save([comparisons](Session& session) { session.project().decisions().rateScreen(comparisons); },
         [candidate](RateTask& task) {
             task.best = candidate;
             task.isOutcomeOld = false;
         },
         comparisonNotSaved());
}

void RateDesk::edit(int candidate, const QString& text, Action then) {
    const auto* wanted = has(candidate) ? &m_wanted->candidates[static_cast<std::size_t>(candidate)] : nullptr;
    // The editor's text has single spaces: no edit of a caption that has others.
    const QString edit = wanted && QString::fromStdString(wanted->caption.text).simplified() == text ? QString() : text;
    if (!wanted || edit == wanted->edit) {
        if (then) then();
        return;
    }
    const Id caption = wanted->caption.id;
    if (!m_words) m_words = std::make_shared<PendingWords>();
    ++m_words->count;
    save([caption, words = text.toStdString(), rater = rater(), seconds = secondsShown()](
             Session& session) { session.project().decisions().edit(caption, words, rater, seconds); },
         [candidate, edit](RateTask& task) { task.candidates[static_cast<std::size_t>(candidate)].edit = edit; },
         {}, [this, caption, text] { Q_EMIT editNotSaved(caption, text); }, std::move(then), text, m_words);
}

void RateDesk::skip() {
    if (!m_current || waitsForWords([this] { skip(); })) return;
    m_workbench.project.read(
        this,
        [queue = m_queue, asked = m_current->asked, isOpen = m_current->isOpen()](Project&) {
            if (isOpen) queue->leave(asked);
            return 0;
        },
        [](int) {});
    advance();
}

void RateDesk::back() {
    if (m_past.empty() || waitsForWords([this] { back(); })) return;
    if (m_current) m_ahead.push_front(std::move(*m_current));
    RateTask before = std::move(m_past.back());
    m_past.pop_back();
    before.reopen();
    show(std::move(before));
}

void RateDesk::showTurned(qint64 image) {
    const auto at = std::find_if(m_past.rbegin(), m_past.rend(), [image](const RateTask& task) { return task.image == image; });
    RatingTask asked, ahead;
    if (at != m_past.rend()) {
        asked = at->asked;
        m_past.erase(std::next(at).base());
    } else if (m_current && m_current->image == image) {
        asked = m_current->asked;
        m_current.reset();
    } else {
        for (const RateTask& next : m_ahead)
            if (next.image == image && ahead.imageId == 0) ahead = next.asked;
    }
    // One that is decided is none of those to come.
    if (m_current) m_current->isOpen() ? m_ahead.push_front(std::move(*m_current)) : m_past.push_back(std::move(*m_current));
    m_current.reset();
    if (!m_queue) return;
    m_workbench.project.read(
        this,
        [queue = m_queue, asked, ahead, image, rater = m_options.rater](Project& project) -> std::optional<RateTask> {
            if (asked.imageId != 0) return loadTask(project, asked, rater, true);
            // Decided before the last restart: the queue brings an undone image to its front.
            for (const auto& next : queue->next(1))
                if (next.imageId == image) return loadTask(project, next, rater);
            if (ahead.imageId == 0) return {};
            // Undone before another was, and brought again now.
            RateTask task = loadTask(project, ahead, rater);
            return task.isOpen() ? std::nullopt : std::optional(std::move(task));
        },
        [this, image, round = m_round](std::optional<RateTask> task) {
            if (round != m_round) return;
            m_ahead.erase(std::remove_if(m_ahead.begin(), m_ahead.end(), [image](const RateTask& t) { return t.image == image; }),
                          m_ahead.end());
            if (!task) return fetch();
            // What came up meanwhile waits behind it.
            if (m_current && m_current->image != image) m_ahead.push_front(std::move(*m_current));
            show(std::move(task));
        });
}

}  // namespace attune
