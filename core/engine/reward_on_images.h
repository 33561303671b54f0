// A reward model together with the pictures that it is asked about.
#pragma once

#include <torch/types.h>

#include <filesystem>
#include <memory>
#include <vector>

#include "data/observer.h"
#include "engine/model_cache.h"
#include "learn/reward_model.h"
#include "learn/rollout.h"

namespace attune {

class RewardOnImages {
  public:
    /// @param reward  folder of the reward model @param backbone  the captioner that it reads
    /// @throws Error
    RewardOnImages(const std::filesystem::path& reward, const LoadedCaptioner& backbone);

    /// The states of these pictures under the backbone's own tower. Where the policy's tower is the same network, its
    /// states are taken instead of being computed again. @param policyFeatures (B, S, D_v) or undefined
    void look(const std::vector<std::filesystem::path>& files, const LoadedCaptioner* policy,
              const torch::Tensor& policyFeatures, Observer& observer);

    /// @param imageOfRow  index into the files looked at
    RewardScores score(const std::vector<std::int64_t>& imageOfRow, const TokenRows& rows, Observer& observer) const;

    /// The reward of a policy trainer whose images are the files looked at, in their order.
    /// @param observer  must live as long as the function
    RewardFunction function(Observer& observer) const;

    const torch::Tensor& features() const { return m_features; }
    const RewardModel& model() const { return *m_model; }

  private:
    LoadedCaptioner m_backbone;
    std::shared_ptr<const RewardModel> m_model;
    torch::Tensor m_features;  ///< (B, S, D_v)
};

/// Whether two captioners see pictures through the same weights.
bool sameTower(const Captioner& a, const Captioner& b);

}  // namespace attune
