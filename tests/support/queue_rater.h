// A rater of a queue: what they ask for, and what they answer.
#pragma once

#include <cstdint>
#include <string>

#include "scenes_project.h"
#include "session/rating_queue.h"

namespace attune::test {

/// Without repeats.
inline QueueOptions byMe(QueueStrategy strategy = QueueStrategy::Random, std::uint64_t seed = 1) {
    QueueOptions options;
    options.strategy = strategy;
    options.seed = seed;
    options.rater = "me";
    options.repeatShare = 0;
    return options;
}

inline void rate(ScenesProject& p, Id caption, int value, const std::string& purpose = "rate") {
    RatingRecord rating;
    rating.captionId = caption;
    rating.value = value;
    rating.rater = "me";
    rating.purpose = purpose;
    p.session.project().decisions().rate({rating});
}

inline void compare(ScenesProject& p, const RatingTask& task, Preference outcome) {
    ComparisonRecord comparison;
    comparison.leftCaptionId = task.captions.at(0);
    comparison.rightCaptionId = task.captions.at(1);
    comparison.outcome = outcome;
    comparison.purpose = task.purpose;
    comparison.rater = "me";
    p.session.project().decisions().add(comparison);
}

}  // namespace attune::test
