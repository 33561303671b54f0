// How what was said of one caption on the Rate page gets into the journal.
#pragma once

#include <optional>
#include <string>

#include "workbench/rate/rate_task.h"

namespace attune {

/// The rater's own rating of the caption that counts; those by programs are left aside.
std::optional<RatingRecord> ownRatingOf(Project& project, Id caption, const std::string& rater);

/// Stores the rating, flags and note of a candidate as one step. In a hidden repeat, where nothing of the first look is shown,
/// a rating is kept as one of the repeat, and flags and note join those that there are. For the writer's thread.
/// @param before  as the screen had it. @throws Error; nothing is then stored
void storeRating(Project& project, bool isRepeat, const RateCandidate& before, const RateCandidate& now,
                 const std::string& rater);

}  // namespace attune
