// Trains a reward model from ratings and comparisons, together, in seconds.
#pragma once

#include <torch/torch.h>

#include <memory>
#include <vector>

#include "data/observer.h"
#include "data/reward_options.h"
#include "learn/reward_model.h"
#include "learn/reward_report.h"
#include "learn/reward_snapshot.h"

namespace attune {

/// What the rater said, by index into the captions and images of one data set.
struct RewardData {
    torch::Tensor features;               ///< (B, S, D_v) states of the images
    std::vector<std::int64_t> imageOfRow;  ///< for each caption
    TokenRows rows;                        ///< the captions; those without a judgement help to scale the features

    struct Rating {
        std::int64_t row = 0;
        double value = 3;  ///< 1 (bad) .. 5 (good)
    };
    struct Comparison {
        std::int64_t left = 0, right = 0;  ///< rows
        double preference = 0.5;           ///< 1 left is better, 0 right, 0.5 a tie
    };
    std::vector<Rating> ratings;
    std::vector<Comparison> comparisons;
};

struct TrainedReward {
    RewardModel model;
    RewardReport report;
};

/// Each head learns from a bootstrap sample of the images (Breiman 1996) and stops where it is best on the images
/// outside its sample; the report is made from those out-of-sample predictions, so that no judgement is set aside.
/// The same data, options, seed and thread count give the same bytes.
/// @param backbone  frozen; its features are what the heads read @param probe  looks on; may be empty
/// @throws Error if there is nothing to learn from or an index is out of range; Cancelled
TrainedReward trainReward(std::shared_ptr<Captioner> backbone, const RewardData& data, const RewardOptions& options,
                          std::uint64_t seed, Observer& observer, const RewardProbe& probe = {});

}  // namespace attune
