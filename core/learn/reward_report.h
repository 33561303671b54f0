// How good a reward model is, measured on captions that the heads asked did not learn from.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "data/json.h"
#include "data/statistics.h"
#include "learn/pair_accuracy.h"

namespace attune {

/// One bin of a calibration curve.
struct CalibrationBin {
    double predicted = 0;  ///< mean predicted rating
    double given = 0;      ///< mean given rating
    std::int64_t count = 0;
};

/// Bins of (nearly) equal size by predicted rating.
std::vector<CalibrationBin> calibration(const std::vector<double>& predicted, const std::vector<double>& given,
                                        std::size_t bins = 5);

/// What tuning the captioner below a reward came to. Losses and agreement are on judgements that neither the heads asked
/// nor the trunk learnt from.
struct TrunkReport {
    std::string kind;  ///< "lora" or "full"
    bool kept = false;  ///< the tuned trunk judged better, and is part of the reward; else all is as with a frozen one
    int epochs = 0, bestEpoch = 0;
    std::int64_t parameters = 0;      ///< that learnt, without those of the heads
    std::int64_t heldOut = 0;         ///< ratings measured on
    double frozenLoss = 0, loss = 0;  ///< before, and at the best epoch
    double frozenSpearman = 0, spearman = 0;  ///< as that of RewardReport
    PairAccuracy frozenPairs, pairs;
    double seconds = 0;
};

/// A held-out comparison that the model orders the other way round. Captions by their row in RewardData::rows.
struct WrongPair {
    std::int64_t preferred = 0, other = 0;  ///< as the person sees them
    double by = 0;                          ///< how much better it predicts the other one to be, in rating points
};

struct RewardReport {
    std::int64_t ratings = 0;
    std::int64_t comparisons = 0;
    std::int64_t heldOut = 0;         ///< ratings for which some head had not seen the image
    /// What is held out was asked of heads that were chosen on other pictures. If not, each head's state is the best of all
    /// epochs on these very judgements, and the figures are optimistic.
    bool chosenApart = false;
    /// Of held-out predictions with the given ratings; NaN (null in JSON) for fewer than two or without spread.
    double spearman = 0;
    /// Of held-out predictions, on ratings of the same image and on comparisons; on ratings of different images where there is
    /// no such pair.
    PairAccuracy pairs;
    Interval pairInterval{0, 1};      ///< 95 % (Wilson) of so many judgements
    double meanAbsoluteError = 0;     ///< held-out, in rating points; NaN (null in JSON) where no rating is
    double ensembleDeviation = 0;     ///< mean deviation between the heads, in rating points
    /// By how many deviations the score falls when the image is exchanged; none where there is no other image.
    std::optional<double> imageSwapFall;
    bool readsImage = true;  ///< the fall, if it is known, is large enough to call it a judgement of the image
    /// What each modality adds to the held-out measure named; they sum to it (see reward_contributions.h). Empty with
    /// fewer than two images or nothing held out.
    std::vector<std::pair<std::string, double>> contributions;
    std::string contributionsOf;  ///< "spearman", or "pair_order" of comparisons alone: 2 * pairs right - 1
    std::vector<std::pair<std::string, double>> gates;  ///< mean gate of each modality; of the fusion "gated" only
    std::string fusion;
    double labelSmoothing = 0;  ///< how many of the comparisons were taken for mistakes, their mean
    int epochs = 0;  ///< of heads on a frozen trunk
    double seconds = 0;
    std::optional<TrunkReport> trunk;  ///< where one was tuned
    std::vector<CalibrationBin> calibration;
    std::vector<double> given, predicted;  ///< held-out ratings, for the scatter
    std::vector<std::int64_t> rows;        ///< of each of them, the row of its caption in RewardData::rows
    std::vector<WrongPair> wrongPairs;     ///< the worst of them, worst first
    std::vector<std::int64_t> learntRows;  ///< captions judged that most heads learnt from, or a trunk that was tuned
};

Json toJson(const RewardReport& report);

/// As reports have a figure: null for NaN, which stands for one that is not defined.
Json numberOrNull(double value);
/// The share of pairs in the right order: null where there are no pairs.
Json accuracyOrNull(const PairAccuracy& pairs);

}  // namespace attune
