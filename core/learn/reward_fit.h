// The inner problem of reward training: fit an ensemble of heads to standardised features.
#pragma once

#include <torch/torch.h>

#include <functional>
#include <vector>

#include "data/observer.h"
#include "data/reward_options.h"
#include "learn/reward_heads.h"

namespace attune {

/// Judgements as tensors; K heads, R ratings, C comparisons. Weights say how often each head drew the image: 0 means
/// that it is held out for that head.
struct RewardTargets {
    torch::Tensor ratingRow, ratingTarget;  ///< (R) int64; (R) standardised ratings
    torch::Tensor left, right, preference;  ///< (C) int64, int64, float
    torch::Tensor ratingWeight;             ///< (K, R)
    torch::Tensor comparisonWeight;         ///< (K, C)
};

/// Sees the heads after some epochs. @param scores (K, N) in the heads' own units
using HeadsProbe = std::function<void(int epoch, const RewardHeads& heads, const torch::Tensor& scores)>;

/// Squared error on ratings plus Bradley-Terry on comparisons, full batches, AdamW. Each head is left in its best
/// state on its own held-out judgements. @param x (N, F)
/// @param probe  called as RewardProbe says @return epochs run @throws Cancelled
int fitRewardHeads(RewardHeads& heads, const torch::Tensor& x, const RewardTargets& targets,
                   const RewardOptions& options, Observer& observer, const HeadsProbe& probe = {});

}  // namespace attune
