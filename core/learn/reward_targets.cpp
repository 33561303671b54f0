#include "learn/reward_targets.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "data/error.h"
#include "learn/reward_model.h"

namespace attune {
namespace {

/// How often each head drew each judged picture. @return one map per head
std::vector<std::map<std::int64_t, int>> bootstrap(const RewardData& data, int heads, Rng& rng) {
    const auto pictures = judgedPictures(data);
    std::map<std::int64_t, int> none;
    for (const auto picture : pictures) none[picture] = 0;
    std::vector<std::map<std::int64_t, int>> drawn(static_cast<std::size_t>(heads), none);
    for (auto& head : drawn)
        for (std::size_t i = 0; i < pictures.size(); ++i) ++head[pictures[rng.below(pictures.size())]];
    return drawn;
}

}  // namespace

std::int64_t RewardData::pictureOfRow(std::int64_t row) const {
    const auto image = imageOfRow[static_cast<std::size_t>(row)];
    return pictureOf.empty() ? image : pictureOf[static_cast<std::size_t>(image)];
}

std::vector<std::int64_t> RewardData::otherImages() const {
    const auto images = features.size(0);
    const auto picture = [&](std::int64_t image) { return pictureOf.empty() ? image : pictureOf[static_cast<std::size_t>(image)]; };
    const auto prompt = [&](std::int64_t image) { return promptOf.empty() ? 0 : promptOf[static_cast<std::size_t>(image)]; };
    std::vector<std::int64_t> others(static_cast<std::size_t>(images));
    for (std::int64_t image = 0; image < images; ++image) {
        std::int64_t other = image;
        // From half-way round, so that neighbours, which may be alike, are not exchanged.
        for (std::int64_t step = 0; step < images; ++step) {
            const auto candidate = (image + 1 + images / 2 + step) % images;
            if (picture(candidate) == picture(image)) continue;
            const bool same = prompt(candidate) == prompt(image);
            if (same || other == image) other = candidate;
            if (same) break;
        }
        others[static_cast<std::size_t>(image)] = other;
    }
    return others;
}

std::vector<std::int64_t> judgedPictures(const RewardData& data) {
    std::set<std::int64_t> judged;
    for (const auto& rating : data.ratings) judged.insert(data.pictureOfRow(rating.row));
    for (const auto& pair : data.comparisons) judged.insert(data.pictureOfRow(pair.left));
    return {judged.begin(), judged.end()};
}

void checkRewardData(const RewardData& data) {
    const auto rows = static_cast<std::int64_t>(data.rows.size());
    if (data.imageOfRow.size() != data.rows.size()) throw Error("each caption needs its image");
    const auto images = static_cast<std::size_t>(data.features.size(0));
    for (const auto& names : {data.pictureOf, data.promptOf})
        if (!names.empty() && names.size() != images) throw Error("each row of features needs its image and its prompt");
    for (const auto image : data.imageOfRow)
        if (image < 0 || image >= data.features.size(0)) throw Error("a caption names an image that is not there");
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
        if (!(comparison.mistaken < 0.5)) throw Error("a rater who errs every other time teaches nothing");
    }
    const bool rated = std::any_of(data.ratings.begin(), data.ratings.end(),
                                   [&](const auto& rating) { return rating.value != data.ratings.front().value; });
    const bool compared = std::any_of(data.comparisons.begin(), data.comparisons.end(),
                                      [](const auto& comparison) { return comparison.preference != 0.5; });
    if (!rated && !compared)
        throw Error("the judgements tell no caption from another", "all ratings are equal, and no comparison prefers one",
                    "rate captions higher and lower, or prefer one of two");
}

std::int64_t heldOutCount(const RewardTargets& targets) {
    return ((targets.ratingWeight == 0).any(0).sum() + (targets.comparisonWeight == 0).any(0).sum()).item<std::int64_t>();
}

std::vector<std::int64_t> mostlyLearntRows(const RewardTargets& targets) {
    std::set<std::int64_t> learnt;
    const auto take = [&](const torch::Tensor& weight, const torch::Tensor& rows) {
        const auto most = (weight > 0).sum(0) * 2 > weight.size(0);
        for (std::int64_t i = 0; i < rows.numel(); ++i)
            if (most[i].item<bool>()) learnt.insert(rows[i].item<std::int64_t>());
    };
    take(targets.ratingWeight, targets.ratingRow);
    take(targets.comparisonWeight, targets.left);
    take(targets.comparisonWeight, targets.right);
    return {learnt.begin(), learnt.end()};
}

RewardTargets makeRewardTargets(const RewardData& data, const RewardScaling& scaling, const RewardOptions& options, Rng& rng) {
    const int heads = options.heads;
    const auto drawn = bootstrap(data, heads, rng);
    const auto ratings = static_cast<std::int64_t>(data.ratings.size());
    const auto pairs = static_cast<std::int64_t>(data.comparisons.size());
    RewardTargets t;
    t.ratingRow = torch::empty({ratings}, torch::kInt64);
    t.ratingTarget = torch::empty({ratings});
    t.left = torch::empty({pairs}, torch::kInt64);
    t.right = torch::empty({pairs}, torch::kInt64);
    t.preference = torch::empty({pairs});
    t.mistaken = torch::empty({pairs});
    t.ratingWeight = torch::empty({heads, ratings});
    t.comparisonWeight = torch::empty({heads, pairs});
    const auto weigh = [&](torch::Tensor& weights, std::int64_t column, std::int64_t row) {
        auto cells = weights.accessor<float, 2>();
        for (std::size_t k = 0; k < drawn.size(); ++k)
            cells[static_cast<std::int64_t>(k)][column] =
                static_cast<float>(drawn[k].at(data.pictureOfRow(row)));
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
        t.mistaken.accessor<float, 1>()[i] = static_cast<float>(pair.mistaken < 0 ? options.labelSmoothing : pair.mistaken);
        weigh(t.comparisonWeight, i, pair.left);
    }
    return t;
}

}  // namespace attune
