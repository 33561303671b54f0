#include "session/rating_queue.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <map>

#include "data/error.h"
#include "data/rng.h"
#include "project/query.h"
#include "session/current_model.h"
#include "session/queue_order.h"

namespace attune {

namespace {

constexpr std::int64_t kTasksBetween = 8;  ///< before a pair may come back: long enough to forget it
// Streams of the seed besides those of the images, whose ids are positive.
constexpr Id kRepeatStream = -1;
constexpr Id kSideStream = -2;

QueueOptions checked(Project& project, QueueOptions options) {
    if (options.candidates < 2 || options.candidates > 4)
        throw Error("a rating task shows two to four captions",
                    std::to_string(options.candidates) + " were asked for");
    if (!(options.repeatShare >= 0 && options.repeatShare <= 0.5))
        throw Error("the share of hidden repeats lies between 0 and 0.5");
    if (options.rewardModel == 0)
        if (const auto reward = currentModel(project, "reward")) options.rewardModel = reward->id;
    return options;
}

std::pair<Id, Id> unordered(Id a, Id b) {
    return a < b ? std::pair(a, b) : std::pair(b, a);
}

}  // namespace

RatingQueue::RatingQueue(Project& project, QueueOptions options)
    : m_project(project),
      m_options(checked(project, std::move(options))),
      m_history(project, m_options.rater) {
    const QueueOrder order = queueOrder(project, m_options, m_history);
    m_scores = order.scores;
    m_heldOut = order.heldOut;
    for (const auto& queued : order.images) {
        m_places.emplace(queued.image, m_order.size());
        m_order.push_back({queued.image, queued.open, false});
        m_open += queued.open;
    }
}

void RatingQueue::follow() {
    const auto change = m_history.refresh();
    for (const Id image : change.images) {
        const auto at = m_places.find(image);
        if (at == m_places.end()) continue;
        Place& place = m_order[at->second];
        const bool open = isOpen(image);
        m_open += static_cast<int>(open) - static_cast<int>(place.open);
        place.open = open;
        if (open) m_begin = std::min(m_begin, at->second);
    }
    for (const Id image : change.undone) {
        std::erase(m_front, image);
        m_front.push_front(image);
    }
    std::erase_if(m_front, [this](Id image) {
        const auto at = m_places.find(image);
        return at == m_places.end() || !m_order[at->second].open;
    });
}

bool RatingQueue::isOpen(Id image) {
    const auto candidates = candidatesOf(image);
    return std::any_of(candidates.begin(), candidates.end(), [](const auto& one) { return !one.decided; });
}

std::vector<Id> RatingQueue::upcoming(std::size_t count) {
    std::vector<Id> images;
    const auto add = [&](Id image) {
        if (images.size() < count && std::find(images.begin(), images.end(), image) == images.end())
            images.push_back(image);
    };
    for (const Id image : m_front) add(image);
    while (m_begin < m_order.size() && (!m_order[m_begin].open || m_order[m_begin].left)) ++m_begin;
    for (std::size_t i = m_begin; i < m_order.size() && images.size() < count; ++i)
        if (m_order[i].open && !m_order[i].left) add(m_order[i].image);
    for (const Id image : m_left)
        if (m_order[m_places.at(image)].open) add(image);
    return images;
}

std::vector<RatingTask> RatingQueue::next(std::size_t count) {
    follow();
    std::vector<RatingTask> tasks;
    std::vector<Id> images = upcoming(count);
    std::size_t used = 0;
    std::int64_t slot = m_history.tasks();
    // Repeats come between other tasks; when those are at an end, so is the queue.
    for (; tasks.size() < count && used < images.size(); ++slot) {
        if (auto again = repeatAt(slot, tasks))
            tasks.push_back(std::move(*again));
        else
            tasks.push_back(taskOf(images[used++]));
    }
    return tasks;
}

std::optional<RatingTask> RatingQueue::repeatAt(std::int64_t slot, const std::vector<RatingTask>& chosen) const {
    Rng lot = Rng(m_options.seed)
                  .fork(static_cast<std::uint64_t>(kRepeatStream))
                  .fork(static_cast<std::uint64_t>(slot));
    if (!lot.chance(m_options.repeatShare)) return {};
    struct Shown {
        Id image, left, right;
    };
    std::vector<Shown> known;
    std::set<std::pair<Id, Id>> taken = m_leftRepeats;
    for (const auto& task : chosen)
        if (task.purpose == "repeat") taken.insert(unordered(task.captions[0], task.captions[1]));
    const auto offer = [&](const Shown& pair, std::int64_t task) {
        if (task > slot - kTasksBetween || m_history.wasRepeated(pair.left, pair.right)) return;
        if (taken.insert(unordered(pair.left, pair.right)).second) known.push_back(pair);
    };
    for (const auto& past : m_history.comparisons())
        if (!past.repeat) offer({past.imageId, past.left, past.right}, past.task);
    for (const auto& [image, a, b, task] : m_history.ratedPairs())
        offer(standsLeft(image, a, b) ? Shown{image, a, b} : Shown{image, b, a}, task);
    while (!known.empty()) {
        const std::size_t place = lot.below(known.size());
        const Shown pair = known[place];
        // It may have come to the test split since it was decided on.
        if (const auto image = m_project.images().find(pair.image); image && image->split != "test")
            return RatingTask{pair.image, {pair.right, pair.left}, "repeat"};
        known.erase(known.begin() + static_cast<std::ptrdiff_t>(place));
    }
    return {};
}

bool RatingQueue::standsLeft(Id image, Id a, Id b) const {
    const std::uint64_t side = queueHash(m_options.seed, kSideStream);
    return queueHash(side, image, a) < queueHash(side, image, b);
}

std::vector<RatingQueue::Candidate> RatingQueue::candidatesOf(Id image) {
    std::map<std::string, Candidate> byText;
    {
        Query row(m_project.database(),
                  "SELECT c.id, c.text, c.run_id, s.mean, s.deviation, s.gain FROM caption c LEFT JOIN reward_score s"
                  " ON s.model_id = ?2 AND s.caption_id = c.id WHERE c.image_id = ?1 AND c.source = 'model'"
                  " ORDER BY c.id",
                  image, m_options.rewardModel);
        while (row.next()) {
            Candidate& one = byText[row.text(1)];
            const bool decided = m_history.hasDecided(row.integer(0));
            // Of captions with the same words the one that was decided on stands for all, else the first.
            if (one.caption == 0 || (decided && !one.decided)) one.caption = row.integer(0);
            one.decided = one.decided || decided;
            one.run = std::max(one.run, row.integer(2));
            if (row.isNull(3) || one.scored) continue;
            one.scored = true;
            one.reward = row.real(3);
            one.urgency = askingUrgency(row.real(4), row.isNull(5) ? -1 : row.real(5));
        }
    }
    std::vector<Candidate> candidates;
    for (auto& [text, one] : byText) candidates.push_back(one);
    const auto urgency = [this](const Candidate& one) {
        switch (m_options.strategy) {
            case QueueStrategy::Uncertain:
                return one.urgency;
            case QueueStrategy::Newest:
                return static_cast<double>(one.run);
            case QueueStrategy::Disagreement:
                return one.scored ? one.reward : -std::numeric_limits<double>::infinity();
            default:
                return 0.0;
        }
    };
    std::sort(candidates.begin(), candidates.end(), [&](const Candidate& a, const Candidate& b) {
        const double x = urgency(a), y = urgency(b);
        return x != y ? x > y
                      : queueHash(m_options.seed, image, a.caption) <
                            queueHash(m_options.seed, image, b.caption);
    });
    return candidates;
}

RatingTask RatingQueue::taskOf(Id image) {
    const auto candidates = candidatesOf(image);
    std::vector<Id> open, decided;
    std::size_t scored = 0;
    for (const auto& one : candidates) {
        (one.decided ? decided : open).push_back(one.caption);
        scored += !one.decided && one.scored;
    }
    if (m_options.strategy == QueueStrategy::Disagreement && scored > 2)
        std::swap(open[1], open[scored - 1]);  // the best and the worst in the reward's eyes
    // Five captions two at a time are 2, 2 and 1; four at a time 3 and 2, for a comparison needs two.
    const std::size_t most = static_cast<std::size_t>(m_options.candidates);
    const std::size_t screens = (open.size() + most - 1) / most;
    if (screens > 0) open.resize((open.size() + screens - 1) / screens);
    if (open.size() == 1 && !decided.empty()) open.push_back(decided.front());
    RatingTask task;
    task.imageId = image;
    task.captions = std::move(open);
    std::sort(task.captions.begin(), task.captions.end(), [&](Id a, Id b) { return standsLeft(image, a, b); });
    return task;
}

void RatingQueue::leave(const RatingTask& task) {
    follow();
    if (task.purpose == "repeat") {
        m_leftRepeats.insert(unordered(task.captions.at(0), task.captions.at(1)));
        return;
    }
    const auto at = m_places.find(task.imageId);
    if (at == m_places.end()) return;
    m_order[at->second].left = true;
    std::erase(m_front, task.imageId);
    std::erase(m_left, task.imageId);
    m_left.push_back(task.imageId);
}

void RatingQueue::leaveAsIn(const RatingQueue& before) {
    m_leftRepeats = before.m_leftRepeats;
    for (const Id image : before.m_left)
        if (m_places.contains(image)) leave({image, {}, "rate"});
}

std::int64_t RatingQueue::done() {
    follow();
    return total() - m_open;
}

}  // namespace attune
