// What pre-training changes from step to step, kept on the disk every so often, so that a stopped run goes on
// from there to the same bytes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "data/json.h"
#include "learn/adam.h"

namespace attune {

/// All of it, where a stage holds it. Nothing random is among it: batches depend on the step alone.
struct PretrainProgress {
    const NamedParameters& parameters;  ///< as they are now, those that do not learn in this stage too
    std::vector<Adam>& optimizers;      ///< of this stage; each stage begins with new ones
};

/// Where the progress of one run is kept.
class PretrainState {
  public:
    /// Nowhere.
    PretrainState() = default;
    /// @param folder  empty: nowhere
    /// @param identity  an object: what must be the same for a resumed run to be the same run
    /// @throws Error if what is kept there is damaged or belongs to another run
    PretrainState(std::filesystem::path folder, Json identity);

    /// Steps of the whole job, all stages counted, that an earlier life has kept; 0 where nothing is.
    std::int64_t steps() const { return m_steps; }
    /// @param steps  of the whole job that are done, within the stage that holds the progress or at its end
    /// @throws Error if it cannot be written
    void save(std::int64_t steps, const PretrainProgress& progress) const;
    /// What an earlier life has kept, in the stage that it was saved in. @throws Error if it is damaged
    void load(const PretrainProgress& progress) const;

  private:
    std::filesystem::path m_folder;
    Json m_identity;
    std::int64_t m_steps = 0;
};

}  // namespace attune
