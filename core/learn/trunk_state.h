// What tuning a trunk changes from epoch to epoch, kept on the disk behind each, so that a stopped run goes on from there to the
// same bytes.
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <vector>

#include "data/json.h"
#include "data/rng.h"
#include "learn/adam.h"
#include "learn/reward_report.h"

namespace attune {

/// All of it, where the tuning holds it.
struct TrunkProgress {
    const NamedParameters& parameters;         ///< those that learn, as they are now
    Adam& adam;
    Rng& rng;
    std::vector<torch::Tensor>& best;          ///< the parameters of the best epoch; empty before there is one
    std::vector<torch::Tensor>& headsBefore;   ///< the heads as they were fitted to the frozen trunk
    TrunkReport& report;
};

/// Where the progress of one run is kept.
class TrunkState {
  public:
    /// @param folder  empty: nowhere @param identity  an object: what must be the same for a resumed run to be the same run
    TrunkState(std::filesystem::path folder, Json identity);

    /// @throws Error if it cannot be written
    void save(const TrunkProgress& progress) const;
    /// @return false where nothing is kept; then nothing is changed @throws Error if it is damaged or belongs to another run
    bool load(const TrunkProgress& progress) const;

  private:
    std::filesystem::path m_folder;
    Json m_identity;
};

}  // namespace attune
