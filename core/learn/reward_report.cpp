#include "learn/reward_report.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace attune {
namespace {

Json toJson(const TrunkReport& trunk) {
    const auto side = [](double loss, double spearman, const PairAccuracy& pairs) {
        return Json{{"loss", loss},
                    {"spearman", numberOrNull(spearman)},
                    {"pair_accuracy", accuracyOrNull(pairs)},
                    {"pairs", pairs.pairs}};
    };
    return {{"kind", trunk.kind},
            {"kept", trunk.kept},
            {"epochs", trunk.epochs},
            {"best_epoch", trunk.bestEpoch},
            {"parameters", trunk.parameters},
            {"held_out", trunk.heldOut},
            {"seconds", trunk.seconds},
            {"frozen", side(trunk.frozenLoss, trunk.frozenSpearman, trunk.frozenPairs)},
            {"tuned", side(trunk.loss, trunk.spearman, trunk.pairs)}};
}

}  // namespace

Json numberOrNull(double value) { return std::isnan(value) ? Json() : Json(value); }

Json accuracyOrNull(const PairAccuracy& pairs) { return pairs.pairs > 0 ? Json(pairs.value) : Json(); }

std::vector<CalibrationBin> calibration(const std::vector<double>& predicted, const std::vector<double>& given,
                                        std::size_t bins) {
    std::vector<std::size_t> order(predicted.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return predicted[a] < predicted[b]; });
    std::vector<CalibrationBin> result;
    for (std::size_t bin = 0; bin < bins; ++bin) {
        CalibrationBin sum;
        for (std::size_t i = order.size() * bin / bins; i < order.size() * (bin + 1) / bins; ++i) {
            sum.predicted += predicted[order[i]];
            sum.given += given[order[i]];
            ++sum.count;
        }
        if (sum.count == 0) continue;
        sum.predicted /= static_cast<double>(sum.count);
        sum.given /= static_cast<double>(sum.count);
        result.push_back(sum);
    }
    return result;
}

Json toJson(const RewardReport& report) {
    Json bins = Json::array();
    for (const auto& bin : report.calibration)
        bins.push_back({{"predicted", bin.predicted}, {"given", bin.given}, {"count", bin.count}});
    Json contributions = Json::object(), gates = Json::object();
    for (const auto& [name, value] : report.contributions) contributions[name] = value;
    for (const auto& [name, value] : report.gates) gates[name] = value;
    Json json{{"ratings", report.ratings},
              {"comparisons", report.comparisons},
              {"held_out", report.heldOut},
              {"selection", report.chosenApart ? "apart" : "same"},
              {"spearman", numberOrNull(report.spearman)},
              {"pair_accuracy", accuracyOrNull(report.pairs)},
              {"pairs", report.pairs.pairs},
              {"pairs_of", report.pairs.across ? "different images" : "the same image"},
              {"pair_interval", {report.pairInterval.low, report.pairInterval.high}},
              {"mean_absolute_error", numberOrNull(report.meanAbsoluteError)},
              {"ensemble_deviation", report.ensembleDeviation},
              {"contributions", contributions},
              {"contributions_of", report.contributionsOf},
              {"gates", gates},
              {"fusion", report.fusion},
              {"label_smoothing", report.labelSmoothing},
              {"epochs", report.epochs},
              {"seconds", report.seconds},
              {"calibration", bins},
              {"given", report.given},
              {"predicted", report.predicted},
              {"rows", report.rows}};
    if (report.imageSwapFall) {  // not measured is not the same as no fall
        json["image_swap_fall"] = *report.imageSwapFall;
        json["reads_image"] = report.readsImage;
    }
    if (report.trunk) json["trunk"] = toJson(*report.trunk);
    return json;
}

}  // namespace attune
