#include "learn/reward_trainer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "data/error.h"
#include "learn/captioner_features.h"
#include "learn/reward_fit.h"
#include "learn/reward_halves.h"
#include "learn/reward_measure.h"
#include "learn/trunk_tuning.h"

namespace attune {
namespace {

/// A stream beside that of the training, so that the halves move nothing in it.
constexpr std::uint64_t kHalvesStream = 0x68616c76;
/// The few statistics would drown among hundreds of states.
constexpr double kStatisticsGain = 3.0;
/// Deviation that makes nothing of a column.
constexpr double kNoSpread = 1e9;

/// What is the same everywhere tells nothing, and where it differs later nobody has learnt what that means: a prompt that was
/// never asked, say. @param columns (N, F) @param mean (F) of them @return (F)
torch::Tensor deviationsOf(const torch::Tensor& columns, const torch::Tensor& mean) {
    const auto deviation = columns.std(0, /*unbiased=*/false);
    return deviation.clamp_min(1e-4).masked_fill(deviation <= 1e-6 * mean.abs().clamp_min(1), kNoSpread);
}

RewardScaling makeScaling(const RewardInputs& raw, const RewardFeatures& features, const RewardData& data,
                          FusionKind fusion) {
    RewardScaling scaling;
    scaling.featureMean = raw.columns.mean(0);
    scaling.featureDeviation = deviationsOf(raw.columns, scaling.featureMean);
    if (fusion == FusionKind::CrossAttention) {
        auto states = raw.states.flatten(0, 1);  // (B*S, D_s)
        if (raw.shown.defined()) states = states.index_select(0, raw.shown.flatten().nonzero().squeeze(1));
        scaling.stateMean = states.mean(0);
        scaling.stateDeviation = deviationsOf(states, scaling.stateMean);
    }
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

/// Scores of mean 0 and deviation 1.
void normalizeScores(RewardScaling& scaling, const RewardHeads& heads, const RewardInputs& x) {
    const torch::NoGradGuard noGrad;
    const auto mean = heads.forward(x).mean(0);  // (N)
    scaling.scoreShift = mean.mean().item<double>();
    scaling.scoreScale = std::max(mean.std(false).item<double>(), 1e-3);
}

RewardHeadsShape makeShape(const RewardOptions& options, const RewardFeatures& features) {
    return {.heads = options.heads,
            .hidden = options.hiddenSize,
            .fusion = fusionFromText(options.fusion),
            .fusionSize = options.fusionSize,
            .blocks = features.blocks(),
            .stateSize = features.stateSize()};
}

/// Asks of each picture the heads that were chosen on the other half of the pictures.
RatingPredictor otherHalf(const RewardModel& model, const std::shared_ptr<const RewardFeatures>& features,
                          const FittedHeads& fitted, const RewardHalves& halves) {
    const auto with = [&](const std::map<std::string, torch::Tensor>& parameters) {
        return RewardModel(features, RewardHeads(model.heads().shape(), parameters), model.scaling(), model.config());
    };
    return [first = with(fitted.chosenOn[0]), second = with(fitted.chosenOn[1]),
            isSecond = halves.rows](const RewardInputs& inputs) {
        return torch::where(isSecond, first.predictRatings(inputs), second.predictRatings(inputs));  // (K, N)
    };
}

/// Measures apart where enough is left to measure on. @param tuned  whether the trunk was: its best epoch went by all
RewardReport makeReport(const RewardModel& model, const std::shared_ptr<const RewardFeatures>& features, const RewardInputs& raw,
                        const RewardData& data, const RewardTargets& targets, const FittedHeads& fitted,
                        const RewardHalves& halves, bool tuned, Observer& observer) {
    const auto apart = measuredApart(targets, halves);
    if (tuned || heldOutCount(apart) < kFewestToHalve)
        return measureReward(model, [&](const RewardInputs& inputs) { return model.predictRatings(inputs); }, raw, data, targets,
                             observer);
    auto report = measureReward(model, otherHalf(model, features, fitted, halves), raw, data, apart, observer);
    report.chosenApart = true;
    return report;
}

Json makeConfig(const RewardOptions& options, const RewardFeatures& features, std::uint64_t seed) {
    return {{"features", options.features},
            {"attention_map", options.attentionMap},
            {"fusion", options.fusion},
            {"fusion_size", options.fusionSize},
            {"heads", options.heads},
            {"hidden_size", options.hiddenSize},
            {"backbone", toText(features.backboneKind())},
            {"backbone_hash", features.backboneHash()},
            {"options", optionsToJson(options)},
            {"seed", seed}};
}

}  // namespace

TrainedReward trainReward(std::shared_ptr<const RewardFeatures> features, const RewardData& data,
                          const RewardOptions& options, std::uint64_t seed, Observer& observer,
                          const RewardProbe& probe, const std::filesystem::path& state) {
    checkRewardData(data);
    if (data.ratings.empty() && options.comparisonWeight <= 0)
        throw Error("there is nothing to learn a reward from", "there are only comparisons, and their weight is 0",
                    "set the option comparison_weight above 0");
    const bool tunes = options.trunk != "frozen";
    if (tunes && !features->captioner())
        throw Error("the trunk of an encoder cannot be tuned", "only a captioner's decoder can", "set the option trunk to frozen");
    const auto begin = std::chrono::steady_clock::now();
    Rng rng(seed);
    observer.phase("features");
    const auto fusion = fusionFromText(options.fusion);
    auto raw = features->compute(data.features, data.imageOfRow, data.asked(), fusion == FusionKind::CrossAttention, observer);
    const auto areFinite = [](const torch::Tensor& values) { return torch::isfinite(values).all().item<bool>(); };
    if (!areFinite(raw.columns) || (raw.states.defined() && !areFinite(raw.states)))
        throw Error("the captioner's states are not finite");
    auto scaling = makeScaling(raw, *features, data, fusion);

    observer.phase("train");
    RewardHeads heads(makeShape(options, *features), rng);
    auto targets = makeRewardTargets(data, scaling, options, rng);
    auto x = scaling.apply(raw);
    HeadsProbe headsProbe;
    if (probe)
        headsProbe = [&](int epoch, const RewardHeads& now, const torch::Tensor& scores) {
            probe({epoch, now.representation(x), scores.detach().mean(0) * scaling.ratingDeviation + scaling.ratingMean});
        };
    const auto halves = makeRewardHalves(data, Rng(seed).fork(kHalvesStream));
    const auto fitted = fitRewardHeads(heads, x, targets, halves, options, observer, headsProbe);

    TunedTrunk tuned;
    if (tunes) {
        observer.phase("tune the trunk");
        const auto split = splitForTrunk(data, targets, rng);
        tuned = tuneTrunk({features, data, scaling, targets, split, options, state}, heads, fitted, rng, observer);
        if (tuned.model) {
            features = tuned.features;
            raw = features->compute(data.features, data.imageOfRow, data.asked(), heads.readsStates(), observer);
            x = scaling.apply(raw);
            targets = heldOutForAll(targets, split);
            if (headsProbe) headsProbe(fitted.epochs + tuned.report.bestEpoch, heads, heads.forward(x));
        } else {
            observer.warning("tuning the trunk made the reward no better on what it did not learn from: it stays frozen");
        }
    }

    if (options.normalize) normalizeScores(scaling, heads, x);
    RewardModel model(features, std::move(heads), std::move(scaling), makeConfig(options, *features, seed));
    observer.phase("report");
    auto report = makeReport(model, features, raw, data, targets, fitted, halves, tuned.model != nullptr, observer);
    report.epochs = fitted.epochs;
    report.learntRows = mostlyLearntRows(targets);
    if (tunes) report.trunk = tuned.report;
    report.fusion = options.fusion;
    report.labelSmoothing = data.comparisons.empty() ? 0 : targets.mistaken.mean().item<double>();
    report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    if (!report.readsImage)
        observer.warning("the reward hardly changes when the image is exchanged: it judges the text alone");
    return {std::move(model), std::move(report), tuned.model};
}

TrainedReward trainReward(std::shared_ptr<Captioner> backbone, const RewardData& data, const RewardOptions& options,
                          std::uint64_t seed, Observer& observer, const RewardProbe& probe,
                          const std::filesystem::path& state) {
    checkRewardData(data);
    auto features = std::make_shared<const CaptionerFeatures>(backbone, options.features, options.attentionMap,
                                                              backbone->meanImage(data.features).to(torch::kFloat32));
    return trainReward(std::move(features), data, options, seed, observer, probe, state);
}

}  // namespace attune
