// Measures a trained reward model on judgements that the heads asked did not learn from.
#pragma once

#include <functional>

#include "data/observer.h"
#include "learn/reward_model.h"
#include "learn/reward_report.h"
#include "learn/reward_targets.h"

namespace attune {

/// How far predictions of what a head did not learn from agree with what was said.
struct HeldOutAgreement {
    std::int64_t ratings = 0;  ///< held out
    double spearman = 0;  ///< NaN where it is not defined, see RewardReport
    PairAccuracy pairs;
};

/// @param predictions (K, N) of all captions, in any unit that grows with the rating @param targets  what each head learnt from
HeldOutAgreement heldOutAgreement(const torch::Tensor& predictions, const RewardData& data, const RewardTargets& targets);

/// Every head's prediction of all captions, (K, N) in rating units, from their inputs, not standardised.
using RatingPredictor = std::function<torch::Tensor(const RewardInputs&)>;

/// @param inputs  of all captions, as the model reads them @param predict  what is measured against the judgements: the model
/// itself, or heads that were chosen on other judgements @param targets  what the heads asked learnt from
/// @return without what only training knows: epochs, seconds, options @throws Cancelled
RewardReport measureReward(const RewardModel& model, const RatingPredictor& predict, const RewardInputs& inputs,
                           const RewardData& data, const RewardTargets& targets, Observer& observer);

}  // namespace attune
