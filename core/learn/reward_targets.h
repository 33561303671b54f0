// What the rater said, and what of it each head of an ensemble learns from.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

#include "data/reward_options.h"
#include "data/rng.h"
#include "learn/rows.h"

namespace attune {

struct RewardScaling;

/// By index into the captions and images of one data set.
struct RewardData {
    torch::Tensor features;               ///< (B, S, D_v) states of the images
    std::vector<std::int64_t> imageOfRow;  ///< for each caption
    /// (B) which picture each of the images shows and what was asked of it: the same picture may be there with several
    /// prompts. Empty: each is a picture of its own, and all were asked the same.
    std::vector<std::int64_t> pictureOf = {}, promptOf = {};
    TokenRows rows;                        ///< the captions; those without a judgement help to scale the features
    TokenRows prompts = {};                ///< what stands in front of each, as in AskedRows

    struct Rating {
        std::int64_t row = 0;
        double value = 3;  ///< 1 (bad) .. 5 (good)
    };
    struct Comparison {
        std::int64_t left = 0, right = 0;  ///< rows
        double preference = 0.5;           ///< 1 left is better, 0 right, 0.5 a tie
        double mistaken = -1;  ///< how likely it was decided by mistake, below 0.5; negative: as the options say
    };
    std::vector<Rating> ratings;
    std::vector<Comparison> comparisons;

    AskedRows asked() const { return {rows, prompts}; }
    /// Of a caption's image.
    std::int64_t pictureOfRow(std::int64_t row) const;
    /// For each image, another one: of another picture, asked the same where there is one. The image itself where there is
    /// no other picture.
    std::vector<std::int64_t> otherImages() const;
};

/// The pictures that anything was said of, ascending.
std::vector<std::int64_t> judgedPictures(const RewardData& data);

/// @throws Error if there is too little to learn from, or an index or value is out of range
void checkRewardData(const RewardData& data);

/// Judgements as tensors; K heads, R ratings, C comparisons. Weights say how often each head drew the image: 0 means
/// that it is held out for that head.
struct RewardTargets {
    torch::Tensor ratingRow, ratingTarget;  ///< (R) int64; (R) standardised ratings
    torch::Tensor left, right, preference;  ///< (C) int64, int64, float
    torch::Tensor mistaken;                 ///< (C) how likely each comparison was decided by mistake
    torch::Tensor ratingWeight;             ///< (K, R)
    torch::Tensor comparisonWeight;         ///< (K, C)
};

/// How many judgements are held out for some head.
std::int64_t heldOutCount(const RewardTargets& targets);

/// The captions judged that most heads learnt from, by row, ascending: of a picture either all or none.
std::vector<std::int64_t> mostlyLearntRows(const RewardTargets& targets);

/// Each head draws the judged images with replacement (Breiman 1996).
RewardTargets makeRewardTargets(const RewardData& data, const RewardScaling& scaling, const RewardOptions& options, Rng& rng);

}  // namespace attune
