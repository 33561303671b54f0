// One image to decide on: its candidates in the order shown, and what was decided so far.
#pragma once

#include <QString>
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
};

struct RateTask {
    RatingTask asked;  ///< as the queue gave it
    Id image = 0;
    QString path;               ///< absolute
    QString imageName;
    std::vector<RateCandidate> candidates;
    std::optional<Preference> outcome;  ///< of the two candidates
    int best = -1;                      ///< of more than two: the preferred one

    bool isRepeat() const { return asked.purpose == "repeat"; }
    /// Nothing is left to ask: compared, or every candidate rated.
    bool isDecided() const {
        if (outcome || best >= 0) return true;
        for (const auto& candidate : candidates)
            if (!candidate.value) return false;
        return !candidates.empty();
    }
};

/// What the screen needs of a task: captions, the rater's own earlier ratings of them (not for a hidden repeat, which must
/// look new), where the picture lies. For the reader's thread. @throws Error
RateTask loadTask(Project& project, const RatingTask& asked, const std::string& rater);

}  // namespace attune
