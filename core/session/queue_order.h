// The order of a rating queue: its images, which of them have something to decide, and how urgent each is.
#pragma once

#include <vector>

#include "session/rating_queue.h"

namespace attune {

struct QueuedImage {
    Id image = 0;
    bool open = false;  ///< a caption of it is not decided on yet
};

struct QueueOrder {
    std::vector<QueuedImage> images;
    QueueScores scores;         ///< of Uncertain
    std::int64_t heldOut = 0;   ///< of Listed: images of the list that do not come, as they are of the test split
};

/// The images of the queue in its order. One pass over all model captions.
QueueOrder queueOrder(Project& project, const QueueOptions& options, const RaterHistory& history);

/// How much is to be learnt from a rating of a caption, in the reward's own units: the ensemble's deviation, or what is left of
/// it beside captions that are asked for earlier. @param gain  see learn/label_gains.h; below 0 where it is not known
double askingUrgency(double deviation, double gain);

/// A number that is the same for the same seed and ids, on every machine.
std::uint64_t queueHash(std::uint64_t seed, Id image, Id caption = 0);

}  // namespace attune
