// What the training of contrastive heads changes from step to step, kept on the disk every so often and when it is stopped, so that
// it goes on from there to the same bytes.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <vector>

#include "data/json.h"
#include "data/rng.h"
#include "learn/adam.h"
#include "model/safetensors.h"

namespace attune {

/// All of it, between two steps.
struct ContrastiveProgress {
    Adam adam;                        ///< with the parameters as they are now
    Rng rng;                          ///< of the order and of which caption stands for an image
    std::vector<std::int64_t> order;  ///< of the images in this epoch; in the one before until it has begun
    std::int64_t done = 0;            ///< images of this epoch; 0: it has not begun
    double lossSum = 0;               ///< over them
    int epochs = 0;                   ///< that are whole
    int sinceBest = 0;                ///< of them
    double heldOutLoss = std::numeric_limits<double>::infinity();  ///< of the best
    NamedTensors best = {};           ///< its parameters; empty before there is one

    /// The parameters as they are now are the best.
    void keepBest();
};

/// Where the progress of one run is kept.
class ContrastiveState {
  public:
    /// Nowhere.
    ContrastiveState() = default;
    /// @param folder  empty: nowhere @param identity  an object: what must be the same for a resumed run to be the same run
    /// @param between  the least time from one state to the next, so that a training of short steps does not wait for the disk
    ContrastiveState(std::filesystem::path folder, Json identity, std::chrono::milliseconds between = std::chrono::seconds(3));

    /// Whether the last state is old enough for another.
    bool isDue() const;
    /// @throws Error if it cannot be written
    void save(const ContrastiveProgress& progress);
    /// Where nothing is kept, nothing is changed. @throws Error if it is damaged or belongs to another run
    void load(ContrastiveProgress& progress) const;

  private:
    using Clock = std::chrono::steady_clock;

    std::filesystem::path m_folder;
    Json m_identity;
    std::chrono::milliseconds m_between{};
    Clock::time_point m_saved = Clock::now();
};

}  // namespace attune
