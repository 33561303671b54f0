// Tunes the captioner below a reward model, its trunk, together with the heads.
#pragma once

#include <filesystem>
#include <memory>

#include "data/observer.h"
#include "data/reward_options.h"
#include "data/rng.h"
#include "learn/reward_features.h"
#include "learn/reward_fit.h"
#include "learn/reward_model.h"
#include "learn/reward_report.h"
#include "learn/reward_targets.h"

namespace attune {

/// Which judgements a trunk learns from. All heads share it, so that what it has seen is held out for none of them.
struct TrunkSplit {
    torch::Tensor ratings;      ///< (R) 1 where it learns from the rating, 0 where that is held out
    torch::Tensor comparisons;  ///< (C) the same
};

/// Holds out a quarter of the judged pictures.
/// @throws Error if fewer than five judgements are held out for any head, or nothing is left to learn from
TrunkSplit splitForTrunk(const RewardData& data, const RewardTargets& targets, Rng& rng);

/// The targets with only that held out (weight 0) for a head which neither it nor the trunk learns from.
RewardTargets heldOutForAll(const RewardTargets& targets, const TrunkSplit& split);

/// What a trunk is tuned on, and how. All of it stays as it is.
struct TrunkTask {
    std::shared_ptr<const RewardFeatures> features;  ///< read off the captioner as it is, not off an encoder
    const RewardData& data;
    const RewardScaling& scaling;  ///< of the frozen columns: heads have learnt in its units
    const RewardTargets& targets;
    const TrunkSplit& split;
    const RewardOptions& options;
    std::filesystem::path state = {};  ///< the folder that its progress is kept in; empty: nowhere
};

struct TunedTrunk {
    std::shared_ptr<Captioner> model;                ///< adapters merged; null where the frozen one judged better
    std::shared_ptr<const RewardFeatures> features;  ///< read off it; null alike
    TrunkReport report;
};

/// A copy of the captioner learns, in what its decoder uses or in adapters there, with the heads: minibatches of
/// judgements with the heads' own weights, Adam, no dropout. Its best state on what is held out for all is kept if it
/// is better than where it began; if not, the heads are as they were.
/// Where task.state holds the progress of an earlier life of the run, it goes on behind the last whole epoch of that.
/// @param heads  fitted to the frozen columns @param fitted  how they were; metrics count epochs on from there
/// @throws Cancelled, with the heads somewhere on the way; Error if the progress is that of another run
TunedTrunk tuneTrunk(const TrunkTask& task, RewardHeads& heads, const FittedHeads& fitted, Rng& rng, Observer& observer);

}  // namespace attune
