#include "learn/reward_halves.h"

#include <set>

namespace attune {

RewardHalves makeRewardHalves(const RewardData& data, Rng rng) {
    auto pictures = judgedPictures(data);
    rng.shuffle(pictures);
    const std::set<std::int64_t> second(pictures.begin() + static_cast<std::ptrdiff_t>(pictures.size() / 2), pictures.end());

    const auto rows = static_cast<std::int64_t>(data.rows.size());
    RewardHalves halves{torch::zeros({rows}, torch::kBool), torch::zeros({static_cast<std::int64_t>(data.ratings.size())}),
                        torch::zeros({static_cast<std::int64_t>(data.comparisons.size())})};
    auto ofRow = halves.rows.accessor<bool, 1>();
    for (std::int64_t row = 0; row < rows; ++row) ofRow[row] = second.contains(data.pictureOfRow(row));
    auto ofRating = halves.ratings.accessor<float, 1>(), ofPair = halves.comparisons.accessor<float, 1>();
    for (std::size_t i = 0; i < data.ratings.size(); ++i)
        if (ofRow[data.ratings[i].row]) ofRating[static_cast<std::int64_t>(i)] = 1;
    for (std::size_t i = 0; i < data.comparisons.size(); ++i)
        if (ofRow[data.comparisons[i].left]) ofPair[static_cast<std::int64_t>(i)] = 1;
    return halves;
}

RewardTargets measuredApart(const RewardTargets& targets, const RewardHalves& halves) {
    const auto heldRatings = (targets.ratingWeight == 0).to(torch::kFloat32);          // (K, R)
    const auto heldComparisons = (targets.comparisonWeight == 0).to(torch::kFloat32);  // (K, C)
    const auto canChoose = [&](const torch::Tensor& ratings, const torch::Tensor& comparisons) {
        const auto held = (heldRatings * ratings).sum(1, true) + (heldComparisons * comparisons).sum(1, true);
        return (held >= kFewestToChoose).to(torch::kFloat32);  // (K, 1)
    };
    const auto onFirst = canChoose(1 - halves.ratings, 1 - halves.comparisons);
    const auto onSecond = canChoose(halves.ratings, halves.comparisons);
    RewardTargets measured = targets;
    // Where the choice of the other half is none, the judgement counts as one that the head has seen.
    const auto without = [&](const torch::Tensor& second) { return 1 - (second * onFirst + (1 - second) * onSecond); };
    measured.ratingWeight = targets.ratingWeight + without(halves.ratings);
    measured.comparisonWeight = targets.comparisonWeight + without(halves.comparisons);
    return measured;
}

}  // namespace attune
