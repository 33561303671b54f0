// A few pictures that are captioned after every round, so that one sees what the policy learns.
#pragma once

#include <torch/types.h>

#include <filesystem>
#include <string>
#include <vector>

#include "data/policy_options.h"
#include "engine/job_inputs.h"
#include "engine/model_cache.h"
#include "engine/policy_projection.h"
#include "engine/reward_on_images.h"
#include "engine/run_observer.h"

namespace attune {

class PolicySamples {
  public:
    /// Captions the first pictures with the reference, greedily: the "before" of every sample.
    /// @param features (B, S, D_v) of all images @param reward  null: samples have no rewards
    PolicySamples(const InputImages& images, const LoadedCaptioner& start, const LoadedCaptioner& reference,
                  const torch::Tensor& features, const RewardOnImages* reward, const PolicyOptions& options,
                  Observer& observer);

    /// One `sample` event a picture: {"image", "round", "before", "now", "reward_before", "reward_now"}, and "attention"
    /// of what is said now. @param now  the policy's greedy captions of the first images @param runFolder  where the
    /// attention maps go
    void emit(Captioner& policy, const GreedyCaptions& now, int round, const std::filesystem::path& runFolder, RunObserver& observer);

  private:
    struct Captions {
        std::vector<std::string> texts;
        std::vector<double> rewards;
    };
    Captions write(Captioner& captioner, Observer& observer) const;

    const RewardOnImages* m_reward;
    LoadedCaptioner m_start;
    int m_maxNewTokens;
    std::vector<std::int64_t> m_ids;
    torch::Tensor m_features;  ///< (b, S, D_v)
    Captions m_before;
};

}  // namespace attune
