#include "learn/reward_trainer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>

#include "data/error.h"
#include "learn/parameter_hash.h"
#include "learn/reward_fit.h"

namespace attune {
namespace {

/// A fall by less than this many deviations when the image is exchanged is no judgement of the image.
constexpr double kImageSwapThreshold = 0.25;
/// The few statistics would drown among hundreds of states.
constexpr double kStatisticsGain = 3.0;

void checkData(const RewardData& data) {
    const auto rows = static_cast<std::int64_t>(data.rows.size());
    if (data.imageOfRow.size() != data.rows.size()) throw Error("each caption needs its image");
    if (data.ratings.size() + data.comparisons.size() < 4)
        throw Error("there are too few judgements to train a reward model",
                    std::to_string(data.ratings.size() + data.comparisons.size()) + " ratings and comparisons",
                    "rate at least four captions");
    const auto checkRow = [&](std::int64_t row) {
        if (row < 0 || row >= rows) throw Error("a judgement names a caption that is not there");
    };
    for (const auto& rating : data.ratings) {
        checkRow(rating.row);
        if (!std::isfinite(rating.value)) throw Error("a rating is not a finite number");
    }
    for (const auto& comparison : data.comparisons) {
        checkRow(comparison.left);
        checkRow(comparison.right);
        if (!(comparison.preference >= 0 && comparison.preference <= 1))
            throw Error("a preference lies outside 0 to 1");
    }
}

RewardScaling makeScaling(const torch::Tensor& raw, const RewardFeatures& features, const RewardData& data) {
    RewardScaling scaling;
    scaling.featureMean = raw.mean(0);
    scaling.featureDeviation = raw.std(0, /*unbiased=*/false).clamp_min(1e-4);
    std::int64_t at = 0;
    for (const auto& block : features.blocks()) {
        // Blocks weigh by what they know, not by how many columns say it.
        const double gain = (block.name == "statistics" ? kStatisticsGain : 1.0) / std::sqrt(static_cast<double>(block.size) / 16);
        scaling.featureDeviation.narrow(0, at, block.size).div_(gain);
        at += block.size;
    }
    if (!data.ratings.empty()) {
        double sum = 0, squares = 0;
        for (const auto& rating : data.ratings) sum += rating.value;
        scaling.ratingMean = sum / static_cast<double>(data.ratings.size());
        for (const auto& rating : data.ratings) squares += std::pow(rating.value - scaling.ratingMean, 2);
        scaling.ratingDeviation = std::max(std::sqrt(squares / static_cast<double>(data.ratings.size())), 1e-3);
    }
    return scaling;
}

/// How often each head drew each image: a bootstrap of the judged images. @return one map per head
std::vector<std::map<std::int64_t, int>> bootstrap(const RewardData& data, int heads, Rng& rng) {
    std::map<std::int64_t, int> none;
    for (const auto& rating : data.ratings) none[data.imageOfRow[static_cast<std::size_t>(rating.row)]] = 0;
    for (const auto& pair : data.comparisons) none[data.imageOfRow[static_cast<std::size_t>(pair.left)]] = 0;
    std::vector<std::int64_t> images;
    for (const auto& [image, count] : none) images.push_back(image);
    std::vector<std::map<std::int64_t, int>> drawn(static_cast<std::size_t>(heads), none);
    for (auto& head : drawn)
        for (std::size_t i = 0; i < images.size(); ++i) ++head[images[rng.below(images.size())]];
    return drawn;
}

RewardTargets makeTargets(const RewardData& data, const RewardScaling& scaling, int heads, Rng& rng) {
    const auto drawn = bootstrap(data, heads, rng);
    const auto ratings = static_cast<std::int64_t>(data.ratings.size());
    const auto pairs = static_cast<std::int64_t>(data.comparisons.size());
    RewardTargets t;
    t.ratingRow = torch::empty({ratings}, torch::kInt64);
    t.ratingTarget = torch::empty({ratings});
    t.left = torch::empty({pairs}, torch::kInt64);
    t.right = torch::empty({pairs}, torch::kInt64);
    t.preference = torch::empty({pairs});
    t.ratingWeight = torch::empty({heads, ratings});
    t.comparisonWeight = torch::empty({heads, pairs});
    const auto weigh = [&](torch::Tensor& weights, std::int64_t column, std::int64_t row) {
        auto cells = weights.accessor<float, 2>();
        for (std::size_t k = 0; k < drawn.size(); ++k)
            cells[static_cast<std::int64_t>(k)][column] =
                static_cast<float>(drawn[k].at(data.imageOfRow[static_cast<std::size_t>(row)]));
    };
    for (std::int64_t i = 0; i < ratings; ++i) {
        const auto& rating = data.ratings[static_cast<std::size_t>(i)];
        t.ratingRow.accessor<std::int64_t, 1>()[i] = rating.row;
        t.ratingTarget.accessor<float, 1>()[i] =
            static_cast<float>((rating.value - scaling.ratingMean) / scaling.ratingDeviation);
        weigh(t.ratingWeight, i, rating.row);
    }
    for (std::int64_t i = 0; i < pairs; ++i) {
        const auto& pair = data.comparisons[static_cast<std::size_t>(i)];
        t.left.accessor<std::int64_t, 1>()[i] = pair.left;
        t.right.accessor<std::int64_t, 1>()[i] = pair.right;
        t.preference.accessor<float, 1>()[i] = static_cast<float>(pair.preference);
        weigh(t.comparisonWeight, i, pair.left);
    }
    return t;
}

/// Mean prediction of the heads that did not see the judgement. @param predictions (K, M) @param weights (K, M)
/// @return (M), NaN where every head saw it
torch::Tensor heldOutMean(const torch::Tensor& predictions, const torch::Tensor& weights) {
    const auto held = (weights == 0).to(torch::kFloat32);
    return (predictions * held).sum(0) / held.sum(0);
}

/// By how many deviations the mean score falls when each caption is scored beside another caption's image.
double imageSwapFall(const RewardModel& model, const torch::Tensor& raw, const RewardData& data, Observer& observer) {
    auto swapped = data.imageOfRow;
    const auto images = data.features.size(0);
    if (images < 2) return 0;
    for (auto& image : swapped) image = (image + 1 + images / 2) % images == image ? (image + 1) % images
                                                                                  : (image + 1 + images / 2) % images;
    const auto own = model.scoreFeatures(raw).mean;
    const auto other = model.score(data.features, swapped, data.rows, observer).mean;
    return ((own - other).mean() / own.std().clamp_min(1e-6)).item<double>();
}

void addComparisons(RewardReport& report, const torch::Tensor& predictions, const RewardTargets& targets) {
    if (targets.left.numel() == 0) return;
    const auto gap = heldOutMean(predictions.index_select(1, targets.left) - predictions.index_select(1, targets.right),
                                 targets.comparisonWeight);
    double right = report.pairs.value * static_cast<double>(report.pairs.pairs);
    for (std::int64_t i = 0; i < gap.size(0); ++i) {
        const double wanted = targets.preference[i].item<double>() - 0.5, got = gap[i].item<double>();
        if (wanted == 0 || std::isnan(got)) continue;
        right += got * wanted > 0 ? 1 : got == 0 ? 0.5 : 0;
        ++report.pairs.pairs;
    }
    if (report.pairs.pairs > 0) report.pairs.value = right / static_cast<double>(report.pairs.pairs);
}

RewardReport makeReport(const RewardModel& model, const torch::Tensor& raw, const RewardData& data,
                        const RewardTargets& targets, Observer& observer) {
    RewardReport report;
    report.ratings = static_cast<std::int64_t>(data.ratings.size());
    report.comparisons = static_cast<std::int64_t>(data.comparisons.size());
    const auto predictions = model.predictRatings(raw);  // (K, N)
    report.ensembleDeviation = predictions.std(0, false).mean().item<double>();
    std::vector<std::int64_t> groups;
    if (!data.ratings.empty()) {
        const auto held = heldOutMean(predictions.index_select(1, targets.ratingRow), targets.ratingWeight);
        for (std::size_t i = 0; i < data.ratings.size(); ++i) {
            const double predicted = held[static_cast<std::int64_t>(i)].item<double>();
            if (std::isnan(predicted)) continue;
            report.predicted.push_back(predicted);
            report.given.push_back(data.ratings[i].value);
            report.rows.push_back(data.ratings[i].row);
            groups.push_back(data.imageOfRow[static_cast<std::size_t>(data.ratings[i].row)]);
            report.meanAbsoluteError += std::abs(predicted - data.ratings[i].value);
        }
        report.heldOut = static_cast<std::int64_t>(report.given.size());
        if (report.heldOut > 0) report.meanAbsoluteError /= static_cast<double>(report.heldOut);
        report.spearman = spearman(report.predicted, report.given);
        report.calibration = calibration(report.predicted, report.given);
        report.pairs = pairAccuracy(report.predicted, report.given, groups);
    }
    addComparisons(report, predictions, targets);
    report.imageSwapFall = imageSwapFall(model, raw, data, observer);
    report.readsImage = report.imageSwapFall >= kImageSwapThreshold;
    return report;
}

}  // namespace

TrainedReward trainReward(std::shared_ptr<Captioner> backbone, const RewardData& data, const RewardOptions& options,
                          std::uint64_t seed, Observer& observer, const RewardProbe& probe) {
    checkData(data);
    const auto begin = std::chrono::steady_clock::now();
    Rng rng(seed);
    observer.phase("features");
    RewardFeatures features(backbone, options.features, backbone->meanImage(data.features).to(torch::kFloat32));
    const auto raw = features.compute(data.features, data.imageOfRow, data.rows, observer);  // (N, F)
    if (!torch::isfinite(raw).all().item<bool>()) throw Error("the captioner's states are not finite");
    auto scaling = makeScaling(raw, features, data);

    observer.phase("train");
    RewardHeads heads(options.heads, features.size(), options.hiddenSize, rng);
    const auto targets = makeTargets(data, scaling, options.heads, rng);
    const auto x = (raw - scaling.featureMean) / scaling.featureDeviation;
    HeadsProbe headsProbe;
    if (probe)
        headsProbe = [&](int epoch, const RewardHeads& now, const torch::Tensor& scores) {
            probe({epoch, rewardRepresentation(now, x),
                   scores.detach().mean(0) * scaling.ratingDeviation + scaling.ratingMean});
        };
    const int epochs = fitRewardHeads(heads, x, targets, options, observer, headsProbe);

    if (options.normalize) {
        const torch::NoGradGuard noGrad;
        const auto mean = heads.forward(x).mean(0);  // (N)
        scaling.scoreShift = mean.mean().item<double>();
        scaling.scoreScale = std::max(mean.std(false).item<double>(), 1e-3);
    }
    Json config{{"features", options.features},
                {"heads", options.heads},
                {"hidden_size", options.hiddenSize},
                {"backbone_hash", parameterHash(*backbone)},
                {"options", optionsToJson(options)},
                {"seed", seed}};
    RewardModel model(std::move(features), std::move(heads), std::move(scaling), std::move(config));
    observer.phase("report");
    auto report = makeReport(model, raw, data, targets, observer);
    report.epochs = epochs;
    report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    if (!report.readsImage)
        observer.warning("the reward hardly changes when the image is exchanged: it judges the text alone");
    return {std::move(model), std::move(report)};
}

}  // namespace attune
