// Where the policy's captions lie after every round, so that one sees them move.
#pragma once

#include <torch/types.h>

#include <filesystem>
#include <optional>
#include <vector>

#include "data/policy_options.h"
#include "engine/job_inputs.h"
#include "engine/model_cache.h"
#include "engine/projection.h"
#include "engine/reward_on_images.h"
#include "learn/shared_space.h"

namespace attune {

/// Greedy captions of the first images of a run, one each, with their rewards.
struct GreedyCaptions {
    TokenRows rows;
    torch::Tensor rewards;  ///< (N); undefined without a reward model
};

/// The greedy captions of the first images, as many as cost little beside a round, in the shared space of the
/// reference: it stays as it is, so that a point moves only when its caption changes. Where the reference came with no shared
/// space, one that an earlier job learnt takes its place (inputs/attune_heads.safetensors), else the features that the reward reads.
class PolicyProjection {
  public:
    /// @param features (B, S, D_v) of all images @param reward  may be null: there is then a layout only where there is a
    /// shared space
    PolicyProjection(const InputImages& images, const LoadedCaptioner& reference, const torch::Tensor& features,
                     const RewardOnImages* reward, const PolicyOptions& options, std::filesystem::path runFolder);

    /// The next layout follows that of this round.
    void continueFrom(int round) { m_series.continueFrom(round); }
    /// One `projection` event where there is a space; round 0 is the policy before the first. @return the captions that it shows, at least eight
    /// where there are as many images
    GreedyCaptions emit(Captioner& policy, int round, RunObserver& observer);

  private:
    LoadedCaptioner m_reference;
    const RewardOnImages* m_reward;
    std::optional<SharedSpace> m_space;
    int m_maxNewTokens;
    torch::Tensor m_features;  ///< (b, S, D_v)
    torch::Tensor m_images;    ///< (b) ids
    std::vector<std::int64_t> m_imageOfRow;
    ProjectionSeries m_series;
};

}  // namespace attune
