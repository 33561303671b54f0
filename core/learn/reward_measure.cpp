#include "learn/reward_measure.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "data/statistics.h"
#include "learn/reward_contributions.h"

namespace attune {
namespace {

/// A fall by less than this many deviations when the image is exchanged is no judgement of the image. On the demo world rewards of
/// length alone fall by 0.05 to 0.27, since longer captions are of pictures that hold more; those of the true score by 0.78 and
/// more from 25 ratings on (docs/performance.md). Where half of the captions are of their pictures, half of them match another
/// one, too, and the best of rewards falls by 0.48 (tst_reward_fusion).
constexpr double kImageSwapThreshold = 0.4;

constexpr std::size_t kMostWrongPairs = 50;

/// Mean prediction of the heads that did not see the judgement. @param predictions (K, M) @param weights (K, M)
/// @return (M), NaN where every head saw it
torch::Tensor heldOutMean(const torch::Tensor& predictions, const torch::Tensor& weights) {
    const auto held = (weights == 0).to(torch::kFloat32);
    return ((predictions * held).sum(0) / held.sum(0)).contiguous();
}

/// Picks the judgements that were held out for some head, and what such heads say of them.
class HeldOut {
  public:
    HeldOut(const RewardData& data, const RewardTargets& targets) : m_data(data), m_targets(targets) {}

    struct Ratings {
        std::vector<double> predicted, given;
        std::vector<std::int64_t> rows, images;
    };
    /// @param predictions (K, N)
    Ratings ratings(const torch::Tensor& predictions) const {
        Ratings result;
        if (m_data.ratings.empty()) return result;
        const auto mean = heldOutMean(predictions.index_select(1, m_targets.ratingRow), m_targets.ratingWeight);
        const auto* held = mean.data_ptr<float>();
        for (std::size_t i = 0; i < m_data.ratings.size(); ++i) {
            const double predicted = held[i];
            if (std::isnan(predicted)) continue;
            const auto& rating = m_data.ratings[i];
            result.predicted.push_back(predicted);
            result.given.push_back(rating.value);
            result.rows.push_back(rating.row);
            result.images.push_back(m_data.pictureOfRow(rating.row));
        }
        return result;
    }

    /// Of what was rated differently of one image, and of comparisons that had a winner; of ratings of different images where
    /// there is neither.
    PairAccuracy pairs(const torch::Tensor& predictions) const {
        const auto captions = ofCaptions(ratings(predictions));
        PairCount count;
        addPairsWithin(count, captions.predicted, captions.given, captions.images, captions.rows);
        const auto gaps = comparisonGaps(predictions);
        for (std::size_t i = 0; i < gaps.size(); ++i) {
            const auto& pair = m_data.comparisons[i];
            const double wanted = pair.preference - 0.5;
            if (wanted != 0 && !std::isnan(gaps[i]))
                count.add(m_data.pictureOfRow(pair.left), pair.left, pair.right, wanted > 0 ? gaps[i] : -gaps[i]);
        }
        const auto within = count.result();
        return within.pairs > 0 ? within : pairAccuracyAcross(captions.predicted, captions.given);
    }

    /// The comparisons that are ordered the wrong way round, worst first.
    std::vector<WrongPair> wrongPairs(const torch::Tensor& predictions) const {
        const auto gaps = comparisonGaps(predictions);
        std::vector<WrongPair> wrong;
        for (std::size_t i = 0; i < gaps.size(); ++i) {
            const auto& pair = m_data.comparisons[i];
            const double wanted = pair.preference - 0.5;
            if (!(gaps[i] * wanted < 0)) continue;
            wrong.push_back({wanted > 0 ? pair.left : pair.right, wanted > 0 ? pair.right : pair.left, std::abs(gaps[i])});
        }
        std::stable_sort(wrong.begin(), wrong.end(), [](const auto& a, const auto& b) { return a.by > b.by; });
        if (wrong.size() > kMostWrongPairs) wrong.resize(kMostWrongPairs);
        return wrong;
    }

  private:
    /// Each caption once, with the mean of what raters gave it: its own ratings are no pair.
    static Ratings ofCaptions(const Ratings& all) {
        std::map<std::int64_t, std::vector<std::size_t>> ratingsOf;
        for (std::size_t i = 0; i < all.rows.size(); ++i) ratingsOf[all.rows[i]].push_back(i);
        Ratings captions;
        for (const auto& [row, of] : ratingsOf) {
            double predicted = 0, given = 0;
            for (const std::size_t i : of) {
                predicted += all.predicted[i] / static_cast<double>(of.size());
                given += all.given[i] / static_cast<double>(of.size());
            }
            captions.predicted.push_back(predicted);
            captions.given.push_back(given);
            captions.rows.push_back(row);
            captions.images.push_back(all.images[of.front()]);
        }
        return captions;
    }

    /// By how much each comparison's left caption is predicted to be the better; NaN where every head saw it.
    std::vector<double> comparisonGaps(const torch::Tensor& predictions) const {
        if (m_targets.left.numel() == 0) return {};
        const auto gap = heldOutMean(predictions.index_select(1, m_targets.left) -
                                         predictions.index_select(1, m_targets.right),
                                     m_targets.comparisonWeight);
        const auto* gaps = gap.data_ptr<float>();
        return {gaps, gaps + m_data.comparisons.size()};
    }

    const RewardData& m_data;
    const RewardTargets& m_targets;
};

/// Each caption beside another picture; undefined columns where there is no other one.
RewardInputs beside(const RewardModel& model, const RewardData& data, Observer& observer) {
    const auto others = data.otherImages();
    auto swapped = data.imageOfRow;
    for (auto& image : swapped) image = others[static_cast<std::size_t>(image)];
    if (swapped == data.imageOfRow) return {};
    return model.inputs(data.features, swapped, data.asked(), observer);
}

/// By how many deviations the mean score falls when the image is exchanged.
double imageSwapFall(const RewardModel& model, const RewardInputs& own, const RewardInputs& swapped) {
    const auto scores = model.scoreFeatures(own).mean;
    const auto fall = (scores - model.scoreFeatures(swapped).mean).mean();
    return (fall / scores.std(/*unbiased=*/false).clamp_min(1e-6)).item<double>();
}

void addContributions(RewardReport& report, const RewardModel& model, const RatingPredictor& predict,
                      const RewardInputs& own, const RewardInputs& swapped, const HeldOut& heldOut) {
    // Ratings say more than the few pairs among them; with comparisons alone, or ratings that are all the same, there are only
    // pairs.
    if (report.heldOut >= 3 && !std::isnan(report.spearman)) {
        report.contributionsOf = "spearman";
        report.contributions = rewardContributions(model, own, swapped, [&](const RewardInputs& inputs) {
            const auto ratings = heldOut.ratings(predict(inputs));
            return rankCorrelation(ratings.predicted, ratings.given);
        });
    } else if (report.pairs.pairs > 0) {
        report.contributionsOf = "pair_order";
        report.contributions = rewardContributions(model, own, swapped, [&](const RewardInputs& inputs) {
            return 2 * heldOut.pairs(predict(inputs)).value - 1;
        });
    }
}

/// Mean gate of each modality, over heads and captions.
void addGates(RewardReport& report, const RewardModel& model, const RewardInputs& inputs) {
    const torch::NoGradGuard noGrad;
    const auto gates = model.heads().gates(model.scaling().apply(inputs));  // (K, N, M)
    if (!gates.defined()) return;
    const auto mean = gates.mean(torch::IntArrayRef{0, 1});  // (M)
    const auto& modalities = model.heads().modalities();
    for (std::size_t m = 0; m < modalities.size(); ++m)
        report.gates.emplace_back(toText(modalities[m]), mean[static_cast<std::int64_t>(m)].item<double>());
}

}  // namespace

HeldOutAgreement heldOutAgreement(const torch::Tensor& predictions, const RewardData& data, const RewardTargets& targets) {
    const HeldOut heldOut(data, targets);
    const auto ratings = heldOut.ratings(predictions);
    return {static_cast<std::int64_t>(ratings.given.size()), measuredRankCorrelation(ratings.predicted, ratings.given),
            heldOut.pairs(predictions)};
}

RewardReport measureReward(const RewardModel& model, const RatingPredictor& predict, const RewardInputs& inputs,
                           const RewardData& data, const RewardTargets& targets, Observer& observer) {
    RewardReport report;
    report.ratings = static_cast<std::int64_t>(data.ratings.size());
    report.comparisons = static_cast<std::int64_t>(data.comparisons.size());
    report.ensembleDeviation = model.predictRatings(inputs).std(0, false).mean().item<double>();
    const auto predictions = predict(inputs);  // (K, N)
    const HeldOut heldOut(data, targets);
    auto ratings = heldOut.ratings(predictions);
    report.heldOut = static_cast<std::int64_t>(ratings.given.size());
    for (std::size_t i = 0; i < ratings.given.size(); ++i)
        report.meanAbsoluteError += std::abs(ratings.predicted[i] - ratings.given[i]) / static_cast<double>(report.heldOut);
    if (report.heldOut == 0) report.meanAbsoluteError = std::numeric_limits<double>::quiet_NaN();
    report.spearman = measuredRankCorrelation(ratings.predicted, ratings.given);
    report.calibration = calibration(ratings.predicted, ratings.given);
    report.pairs = heldOut.pairs(predictions);
    report.wrongPairs = heldOut.wrongPairs(predictions);
    report.pairInterval = wilsonIntervalOfShare(report.pairs.value, report.pairs.judgements);
    report.predicted = std::move(ratings.predicted);
    report.given = std::move(ratings.given);
    report.rows = std::move(ratings.rows);
    addGates(report, model, inputs);
    if (const auto swapped = beside(model, data, observer); swapped.columns.defined()) {
        report.imageSwapFall = imageSwapFall(model, inputs, swapped);
        addContributions(report, model, predict, inputs, swapped, heldOut);
    }
    report.readsImage = !report.imageSwapFall || *report.imageSwapFall >= kImageSwapThreshold;
    return report;
}

}  // namespace attune
