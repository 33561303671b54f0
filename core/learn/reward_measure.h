// Measures a trained reward model on judgements that the heads asked did not learn from.
#pragma once

#include "data/observer.h"
#include "learn/reward_model.h"
#include "learn/reward_report.h"
#include "learn/reward_targets.h"

namespace attune {

/// How far predictions of what a head did not learn from agree with what was said.
struct HeldOutAgreement {
    std::int64_t ratings = 0;  ///< held out
    double spearman = 0;
    PairAccuracy pairs;
};

/// @param predictions (K, N) of all captions, in any unit that grows with the rating @param targets  what each head learnt from
HeldOutAgreement heldOutAgreement(const torch::Tensor& predictions, const RewardData& data, const RewardTargets& targets);

/// @param inputs  of all captions, as the model reads them @param targets  what each head learnt from
/// @return without what only training knows: epochs, seconds, options @throws Cancelled
RewardReport measureReward(const RewardModel& model, const RewardInputs& inputs, const RewardData& data,
                           const RewardTargets& targets, Observer& observer);

}  // namespace attune
