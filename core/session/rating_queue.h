// Which image, and which of its captions, a rater sees next.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "session/rater_history.h"

namespace attune {

enum class QueueStrategy {
    Random,
    Uncertain,     ///< where the heads of the reward ensemble differ most, spread over unlike captions
    Newest,        ///< captions of the newest run first
    Disagreement,  ///< where the reward contradicts what the rater decided, then where it ranks models
                   ///< furthest apart
    Listed         ///< in the order of `images`
};

struct QueueOptions {
    QueueStrategy strategy = QueueStrategy::Random;
    std::uint64_t seed = 0;
    std::string rater = {};
    std::vector<Id> images = {};  ///< only these; empty: all outside the test split
    int candidates = 2;           ///< captions shown at once, 2..4
    double repeatShare = 0.1;     ///< of all tasks: pairs, compared or rated, that come back swapped, unannounced; none of
                                  ///< images that are of the test split by now
    Id rewardModel = 0;           ///< 0: the current one
};

/// One screen: the captions from left to right. Comparisons and ratings made on it carry the purpose.
struct RatingTask {
    Id imageId = 0;
    std::vector<Id> captions;      ///< two to four; one where the image has no other
    std::string purpose = "rate";  ///< "rate" or "repeat"

    bool operator==(const RatingTask&) const = default;
};

/// What an order by scores rests on: captions that the rater had not decided on when the queue was made, and those of them that
/// the reward model has scored.
struct QueueScores {
    std::int64_t open = 0;
    std::int64_t scored = 0;
};

/// A function of the project, the rater's journal and the seed: made again after a restart it goes on where
/// it was. Images outside the test split with a model caption that this rater has not decided on; captions
/// with the same words are one candidate. It sees captions that were there when it was made, and follows the
/// journal by itself.
class RatingQueue {
  public:
    RatingQueue(Project& project, QueueOptions options);

    /// The next `count` tasks, the one to show first; fewer at the end. Asking does not use them up, so it
    /// can be asked ahead to load pictures: a task goes when the journal has its decisions. An undo brings
    /// its image to the front.
    std::vector<RatingTask> next(std::size_t count);

    /// The rater goes on without (further) deciding: the image comes again behind all others, the repeat not
    /// at all. Not remembered over a restart.
    void leave(const RatingTask& task);
    /// What was left there, in a queue of the same choices that this one takes the place of, is left here, too.
    void leaveAsIn(const RatingQueue& before);

    /// Images with nothing left to decide, and all of them.
    std::int64_t done();
    std::int64_t total() const { return static_cast<std::int64_t>(m_order.size()); }
    /// Images of the list that do not come, as they are of the test split. Counted for Listed alone.
    std::int64_t heldOut() const { return m_heldOut; }
    /// The reward model is 0 where the project has none.
    const QueueOptions& options() const { return m_options; }
    /// Counted for Uncertain alone. Without scores its order is that of Random.
    const QueueScores& scores() const { return m_scores; }

  private:
    struct Place {
        Id image = 0;
        bool open = false;
        bool left = false;
    };
    struct Candidate {
        Id caption = 0;
        Id run = 0;
        bool decided = false;
        bool scored = false;
        double reward = 0;
        double urgency = 0;
    };

    void follow();
    std::vector<Id> upcoming(std::size_t count);
    std::vector<Candidate> candidatesOf(Id image);
    RatingTask taskOf(Id image);
    std::optional<RatingTask> repeatAt(std::int64_t slot, const std::vector<RatingTask>& chosen) const;
    /// As a task has them: does a stand left of b?
    bool standsLeft(Id image, Id a, Id b) const;
    bool isOpen(Id image);

    Project& m_project;
    QueueOptions m_options;
    RaterHistory m_history;
    QueueScores m_scores;
    std::vector<Place> m_order;
    std::unordered_map<Id, std::size_t> m_places;  ///< image -> place in the order
    std::size_t m_begin = 0;                       ///< nothing before it is open
    std::int64_t m_open = 0;
    std::int64_t m_heldOut = 0;
    std::deque<Id> m_front;  ///< brought back by an undo
    std::deque<Id> m_left;
    std::set<std::pair<Id, Id>> m_leftRepeats;
};

}  // namespace attune
