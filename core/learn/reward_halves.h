// Choosing on one half of the pictures and measuring on the other (cross-fitting): a state that is the best of hundreds on some
// judgements looks better on them than on others.
#pragma once

#include <torch/torch.h>

#include <cstdint>

#include "data/rng.h"
#include "learn/reward_targets.h"

namespace attune {

/// Fewer judgements say nothing about which state of a head is the best.
inline constexpr std::int64_t kFewestToChoose = 5;
/// Fewer held-out judgements are not halved: heads would stop at random.
inline constexpr std::int64_t kFewestToHalve = 40;

/// The judged pictures dealt into two halves of nearly equal size.
struct RewardHalves {
    torch::Tensor rows;         ///< (N) bool, whether the caption is of a picture of the second half
    torch::Tensor ratings;      ///< (R) float32, 1 in the second half, 0 in the first
    torch::Tensor comparisons;  ///< (C) the same
};

RewardHalves makeRewardHalves(const RewardData& data, Rng rng);

/// The targets with only that held out (weight 0) for a head which it can be measured on apart: it holds enough out in the
/// other half to have been chosen there.
RewardTargets measuredApart(const RewardTargets& targets, const RewardHalves& halves);

}  // namespace attune
