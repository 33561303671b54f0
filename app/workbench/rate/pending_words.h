// Words of the rater's own that are on their way to the disk, and what waits for them.
#pragma once

#include <atomic>
#include <functional>
#include <vector>

namespace attune {

struct PendingWords {
    /// Some could not be saved: what was decided behind them is refused. Set on the writer's thread, which comes to that next.
    std::atomic<bool> failed{false};
    int count = 0;
    std::vector<std::function<void()>> then;  ///< what leaves the image, once all are saved
};

}  // namespace attune
