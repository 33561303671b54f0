// Trains a reward model from ratings and comparisons, together.
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <memory>

#include "data/observer.h"
#include "data/reward_options.h"
#include "learn/reward_model.h"
#include "learn/reward_report.h"
#include "learn/reward_snapshot.h"
#include "learn/reward_targets.h"

namespace attune {

struct TrainedReward {
    RewardModel model;
    RewardReport report;
    std::shared_ptr<Captioner> trunk;  ///< the tuned captioner that it reads through; null: the one it was given
};

/// Each head learns from a bootstrap sample of the images (Breiman 1996) and stops where it is best on the images
/// outside its sample; the report is made from those out-of-sample predictions, so that no judgement is set aside. Where
/// enough is held out, what it asks are heads that were chosen on one half of the pictures, of the other half (see
/// reward_halves.h): the model that is kept, and how long they are trained, goes by all.
/// The same data, options, seed and thread count give the same bytes.
/// With the option `trunk` a copy of the captioner is tuned with the heads then (see trunk_tuning.h).
/// @param backbone  its states are what the heads read; it stays as it is @param probe  looks on; may be empty
/// @param state  the folder in which the tuning of a trunk is kept behind each epoch, and gone on with where it was stopped;
/// empty: none. The heads, a matter of seconds, are fitted again
/// @throws Error if there is nothing to learn from or an index is out of range; Cancelled
TrainedReward trainReward(std::shared_ptr<Captioner> backbone, const RewardData& data, const RewardOptions& options,
                          std::uint64_t seed, Observer& observer, const RewardProbe& probe = {},
                          const std::filesystem::path& state = {});

/// The same on another kind of network, which stays as it is.
/// @param features  what the heads read
TrainedReward trainReward(std::shared_ptr<const RewardFeatures> features, const RewardData& data,
                          const RewardOptions& options, std::uint64_t seed, Observer& observer,
                          const RewardProbe& probe = {}, const std::filesystem::path& state = {});

}  // namespace attune
