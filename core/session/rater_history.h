// What one rater has decided so far, followed as the journal grows.
#pragma once

#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "project/project.h"

namespace attune {

/// A task is what a rater did on one image without another between, or one hidden repeat.
struct PastComparison {
    Id imageId = 0;
    Id left = 0;  ///< captions, as shown
    Id right = 0;
    Preference outcome = Preference::Tie;
    bool repeat = false;
    std::int64_t task = 0;  ///< number of the task, from 0
};

/// Two captions of one image, both rated by a person, in the order of their ratings.
struct RatedPair {
    Id imageId = 0;
    Id first = 0;
    Id second = 0;
    std::int64_t task = 0;  ///< number of the task of the second rating, from 0
};

/// Decisions that count now; those made on the Judge page (purpose "judge") are left aside.
class RaterHistory {
  public:
    /// @param rater  empty: all raters
    RaterHistory(Project& project, std::string rater);

    struct Change {
        std::vector<Id> images;  ///< decided on since the last call, in order
        std::vector<Id> undone;  ///< those where a decision was taken back
    };
    /// Reads on in the journal: cheap unless something was undone or retracted.
    Change refresh();

    /// Whether it was rated or compared; a flag or a note alone does not count.
    bool hasDecided(Id caption) const { return m_decided.contains(caption); }
    /// 1..5; 0 where the caption has no rating.
    int ratingOf(Id caption) const;
    /// All captions that were rated or compared, and their ratings (0: none).
    const std::unordered_map<Id, int>& decided() const { return m_decided; }
    const std::vector<PastComparison>& comparisons() const { return m_comparisons; }
    /// Captions by models, each in one pair at most.
    const std::vector<RatedPair>& ratedPairs() const { return m_ratedPairs; }
    /// Pairs that came back, both of whose captions were then rated; ratingAgainOf() tells how.
    const std::vector<RatedPair>& pairsRatedAgain() const { return m_pairsAgain; }
    /// 1..5, of the hidden repeat; 0 where the caption was not rated in one.
    int ratingAgainOf(Id caption) const;
    /// Whether the rater has seen this pair again already.
    bool wasRepeated(Id left, Id right) const;
    std::int64_t tasks() const { return m_tasks; }

  private:
    struct Decision {
        Id step = 0;
        Id imageId = 0;
        Id caption = 0;  ///< of a rating; 0 for a comparison
        int value = 0;
        bool again = false;    ///< the rating was given in a hidden repeat
        bool canPair = false;  ///< by a person, of a model's caption
        PastComparison comparison;
    };

    void reload();
    std::vector<Decision> decisionsOf(const std::string& condition, Id value);
    void addRatings(std::vector<Decision>& decisions, bool again, const std::string& condition, Id value);
    std::vector<Id> imagesOf(Id step);
    bool replacesOf(Id step);
    void take(const Decision& decision);
    void takeRating(const Decision& decision);
    void takeAgain(const Decision& decision);

    Project& m_project;
    std::string m_rater;
    Id m_lastLog = 0;
    Id m_lastImage = 0;
    std::int64_t m_tasks = 0;
    std::unordered_map<Id, int> m_decided;
    std::vector<PastComparison> m_comparisons;
    std::set<std::pair<Id, Id>> m_repeated;
    std::vector<RatedPair> m_ratedPairs;
    std::unordered_map<Id, Id> m_single;  ///< image -> the caption of it that was rated and is in no pair yet
    std::unordered_map<Id, int> m_again;  ///< ratings of hidden repeats
    std::vector<RatedPair> m_pairsAgain;
    bool m_isRepeat = false;  ///< a caption was rated in a repeat of the last image
    Id m_singleAgain = 0;     ///< rated in that repeat, without its other caption so far
};

}  // namespace attune
