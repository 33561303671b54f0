// What a round of PPO asks its captions' scores of, where the time counts and not the scores.
#pragma once

#include "learn/rollout.h"

namespace attune::bench {

/// A reward model of default features and heads on a copy of this captioner; the heads have learnt nothing.
/// @param features (B, S, D_v) of the pictures, on the captioner's device
RewardFunction untrainedReward(const Captioner& captioner, const torch::Tensor& features);

}  // namespace attune::bench
