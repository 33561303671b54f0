// The order of a rating queue: its images, which of them have something to decide, and how urgent each is.
#pragma once

#include <vector>

#include "session/rating_queue.h"

namespace attune {

struct QueuedImage {
    Id image = 0;
    bool open = false;  ///< a caption of it is not decided on yet
};

/// The images of the queue in its order. One pass over all model captions.
std::vector<QueuedImage> queueOrder(Project& project, const QueueOptions& options,
                                    const RaterHistory& history);

/// A number that is the same for the same seed and ids, on every machine.
std::uint64_t queueHash(std::uint64_t seed, Id image, Id caption = 0);

}  // namespace attune
