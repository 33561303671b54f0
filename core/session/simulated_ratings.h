// Ratings by the simulated rater, in the place of a person's: for demos, tests and studies.
#pragma once

#include <optional>

#include "session/rating_file.h"
#include "session/rating_queue.h"

namespace attune {

/// Rates up to `count` unrated captions of Scenes images outside the test split from their scene graphs, as one step that
/// one undo takes back. Every rating is marked as simulated, by the rater "simulated:scenes-<seed>".
/// @param queue  what to rate, in the order in which a person would see it; its rater and repeats are not used.
/// None: captions drawn by the seed @throws Error if there is none to rate
RatedReport rateSimulated(Project& project, std::int64_t count, std::uint64_t seed,
                          const std::optional<QueueOptions>& queue = {});

}  // namespace attune
