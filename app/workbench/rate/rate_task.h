// One image to decide on: its candidates in the order shown, and what was decided so far.
#pragma once

#include <QString>
#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "session/rating_queue.h"

namespace attune {

struct RateCandidate {
    CaptionRecord caption;
    ModelRecord model;         ///< shown only where the rater chose to see it
    std::optional<int> value;  ///< 1..5
    std::set<std::string> flags;
    QString note;
    QString edit;  ///< the rater's own words for it, once given
    double seconds = 0;  ///< from showing to deciding, of the rating
    std::set<std::string> earlierFlags;  ///< of a hidden repeat: flagged at the first look, which is not shown
    bool isOld = false;  ///< the rating is from an earlier look: it is shown until another one takes its place

    /// At this look.
    bool isRated() const { return value && !isOld; }
};

struct RateTask {
    RatingTask asked;  ///< as the queue gave it
    Id image = 0;
    QString path;               ///< absolute
    QString imageName;
    std::vector<RateCandidate> candidates;
    std::optional<Preference> outcome;  ///< of the two candidates
    int best = -1;                      ///< of more than two: the preferred one
    bool isOutcomeOld = false;          ///< as RateCandidate::isOld, of `outcome` and `best`

    bool isRepeat() const { return asked.purpose == "repeat"; }
    /// Nothing is left to ask at this look: compared, or every candidate rated.
    bool isDecided() const {
        if ((outcome || best >= 0) && !isOutcomeOld) return true;
        for (const auto& candidate : candidates)
            if (!candidate.isRated()) return false;
        return !candidates.empty();
    }
    /// Something was never decided, at whichever look.
    bool isOpen() const {
        return !outcome && best < 0 &&
               std::any_of(candidates.begin(), candidates.end(), [](const auto& candidate) { return !candidate.value; });
    }
    /// It may be decided anew: what was decided is shown until then.
    void reopen() {
        isOutcomeOld = outcome || best >= 0;
        for (auto& candidate : candidates) candidate.isOld = candidate.value.has_value();
    }
};

/// Where the caption stands among the candidates; -1 if it does not.
int placeIn(const RateTask& task, Id caption);

/// What the screen needs of a task: captions, the rater's own earlier ratings of them (not for a hidden repeat, which must
/// look new) and how they were compared, where the picture lies. One that is decided is open anew. For the reader's thread.
/// @param isTurned  it was on the screen before, and something that was decided there was taken back or brought again: what
/// still counts of the ratings of a hidden repeat is shown
/// @throws Error
RateTask loadTask(Project& project, const RatingTask& asked, const std::string& rater, bool isTurned = false);

}  // namespace attune
