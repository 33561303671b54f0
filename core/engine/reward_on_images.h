// A reward model together with the pictures that it is asked about.
#pragma once

#include <torch/types.h>

#include <filesystem>
#include <memory>
#include <vector>

#include "data/observer.h"
#include "engine/model_cache.h"
#include "engine/reward_backbone.h"
#include "learn/reward_model.h"
#include "learn/rollout.h"

namespace attune {

class RewardOnImages {
  public:
    /// @param reward  folder of the reward model @param backbone  what it reads through @throws Error
    RewardOnImages(const std::filesystem::path& reward, RewardBackbone backbone);

    /// What the backbone sees of these pictures. Where the policy's tower is the same network, its states are taken
    /// instead of being computed again. @param policyFeatures (B, S, D_v) or undefined
    void look(const std::vector<std::filesystem::path>& files, const LoadedCaptioner* policy,
              const torch::Tensor& policyFeatures, Observer& observer);

    /// Whether the policy's tower is the same network as the backbone's.
    bool seesAs(const LoadedCaptioner& policy) const;

    /// What the heads read of captions beside their images and the prompts that they answer, to be scored by `model`; looks
    /// for itself.
    RewardInputs inputs(const InputImages& images, const InputCaptions& captions, Observer& observer) const;
    /// Of captions that a captioner wrote, as its ids. @param imageOfRow  index into the files looked at
    RewardScores score(const std::vector<std::int64_t>& imageOfRow, const TokenRows& rows, const LoadedCaptioner& writer,
                       Observer& observer) const;
    /// What the heads read of them, to be scored by `model`.
    RewardInputs inputs(const std::vector<std::int64_t>& imageOfRow, const TokenRows& rows, const LoadedCaptioner& writer,
                        Observer& observer) const;

    /// The reward of a policy trainer whose images are the files looked at, in their order.
    /// @param writer  the policy, or one that reads ids as it does @param observer  must live as long as the function
    RewardFunction function(const LoadedCaptioner& writer, Observer& observer) const;

    const RewardModel& model() const { return *m_model; }

  private:
    RewardBackbone m_backbone;
    std::shared_ptr<const RewardModel> m_model;
    torch::Tensor m_features;  ///< (B, S, D_v)
};

/// Whether two captioners see pictures through the same weights.
bool sameTower(const Captioner& a, const Captioner& b);

}  // namespace attune
