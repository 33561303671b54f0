// What the rater said, and what of it each head of an ensemble learns from.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

#include "data/rng.h"
#include "learn/rows.h"

namespace attune {

struct RewardScaling;

/// By index into the captions and images of one data set.
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

/// @throws Error if there is too little to learn from, or an index or value is out of range
void checkRewardData(const RewardData& data);

/// Judgements as tensors; K heads, R ratings, C comparisons. Weights say how often each head drew the image: 0 means
/// that it is held out for that head.
struct RewardTargets {
    torch::Tensor ratingRow, ratingTarget;  ///< (R) int64; (R) standardised ratings
    torch::Tensor left, right, preference;  ///< (C) int64, int64, float
    torch::Tensor ratingWeight;             ///< (K, R)
    torch::Tensor comparisonWeight;         ///< (K, C)
};

/// Each head draws the judged images with replacement (Breiman 1996).
RewardTargets makeRewardTargets(const RewardData& data, const RewardScaling& scaling, int heads, Rng& rng);

}  // namespace attune
