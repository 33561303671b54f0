// The inner problem of reward training: fit an ensemble of heads to standardised features.
#pragma once

#include <torch/torch.h>

#include <array>
#include <functional>
#include <map>
#include <string>

#include "data/observer.h"
#include "data/reward_options.h"
#include "learn/reward_halves.h"
#include "learn/reward_heads.h"
#include "learn/reward_targets.h"

namespace attune {

/// Sees the heads after some epochs. @param scores (K, N) in the heads' own units
using HeadsProbe = std::function<void(int epoch, const RewardHeads& heads, const torch::Tensor& scores)>;

struct FittedHeads {
    int epochs = 0;
    torch::Tensor logScale;  ///< (K) of the differences that the losses on comparisons read
    /// What the heads would be if only the first, or only the second, half of the pictures said which state of theirs is the
    /// best; named as `RewardHeads` is made from them. A head that holds too little out there is as it began.
    std::array<std::map<std::string, torch::Tensor>, 2> chosenOn;
};

/// Squared error on ratings plus Bradley-Terry on comparisons, full batches, AdamW. Each head is left in its best
/// state on its own held-out judgements. @param x  standardised @param halves  change nothing but `chosenOn`
/// @param probe  called as RewardProbe says @throws Cancelled
FittedHeads fitRewardHeads(RewardHeads& heads, const RewardInputs& x, const RewardTargets& targets,
                           const RewardHalves& halves, const RewardOptions& options, Observer& observer,
                           const HeadsProbe& probe = {});

/// Squared error and Bradley-Terry (1952; with targets.mistaken, the likelihood of a rater who errs that often, smoothed
/// as by Szegedy et al. 2016) of each head over the judgements that the weights select. @param scores (K, N) @param logScale (K) @param ratingWeight (K, R)
/// @param comparisonWeight (K, C) @return (K)
torch::Tensor rewardLosses(const torch::Tensor& scores, const torch::Tensor& logScale, const RewardTargets& targets,
                           const torch::Tensor& ratingWeight, const torch::Tensor& comparisonWeight,
                           const RewardOptions& options);

}  // namespace attune
