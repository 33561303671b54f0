// Which pairs a reward's accuracy is of, and of how many judgements: also where raters disagree and where there are comparisons.
#include "doctest_torch.h"

#include "data/statistics.h"
#include "learn/reward_measure.h"

using namespace attune;

namespace {

/// Captions of images that no head learnt from.
struct Judged {
    RewardData data;
    RewardTargets targets;

    Judged(std::vector<std::int64_t> imageOfRow, std::vector<RewardData::Rating> ratings,
           std::vector<RewardData::Comparison> comparisons) {
        data.imageOfRow = std::move(imageOfRow);
        data.ratings = std::move(ratings);
        data.comparisons = std::move(comparisons);
        std::vector<std::int64_t> rows, left, right;
        for (const auto& rating : data.ratings) rows.push_back(rating.row);
        for (const auto& pair : data.comparisons) {
            left.push_back(pair.left);
            right.push_back(pair.right);
        }
        targets.ratingRow = torch::tensor(rows, torch::kInt64);
        targets.left = torch::tensor(left, torch::kInt64);
        targets.right = torch::tensor(right, torch::kInt64);
        targets.ratingWeight = torch::zeros({1, static_cast<std::int64_t>(rows.size())});
        targets.comparisonWeight = torch::zeros({1, static_cast<std::int64_t>(left.size())});
    }

    /// @param predicted  of each caption, by the one head
    PairAccuracy pairs(const std::vector<double>& predicted) const {
        const auto all = torch::tensor(predicted, torch::kFloat64).to(torch::kFloat32).unsqueeze(0);  // (1, N)
        return heldOutAgreement(all, data, targets).pairs;
    }
};

}  // namespace

TEST_CASE("pairs are of one image where there are such") {
    const auto within = pairAccuracy({1, 2, 5, 0}, {1, 2, 3, 4}, {0, 0, 1, 1});
    CHECK(within.pairs == 2);
    CHECK(within.value == doctest::Approx(0.5));
    CHECK_FALSE(within.across);
    const auto across = pairAccuracy({1, 2}, {1, 2}, {0, 1});
    CHECK(across.value == 1);
    CHECK(across.across);
}

TEST_CASE("an interval counts judgements, not the pairs that can be made of them") {
    const auto across = pairAccuracy({1, 2, 3, 4}, {1, 2, 3, 4}, {});
    CHECK(across.pairs == 6);
    CHECK(across.judgements == 4);
    const auto within = pairAccuracy({1, 2, 3, 4}, {1, 2, 3, 4}, {0, 0, 1, 1});
    CHECK(within.pairs == 2);
    CHECK(within.judgements == 2);

    // Two pictures of four captions, each with two neighbours predicted the wrong way round, and one whose only caption is in
    // no pair: twelve pairs, ten of them right, out of eight ratings.
    const auto many = pairAccuracy({2, 1, 3, 4, 1, 2, 4, 3, 5}, {1, 2, 3, 4, 1, 2, 3, 4, 5}, {0, 0, 0, 0, 1, 1, 1, 1, 2});
    CHECK(many.pairs == 12);
    CHECK(many.value == doctest::Approx(10.0 / 12));
    CHECK(many.judgements == 8);
    // (5/6 + z^2/16 +- z sqrt(5/36/8 + z^2/256)) / (1 + z^2/8), z = 1.96
    const auto interval = wilsonIntervalOfShare(many.value, many.judgements);
    CHECK(interval.low == doctest::Approx(0.48697).epsilon(1e-4));
    CHECK(interval.high == doctest::Approx(0.96342).epsilon(1e-4));
    // Nor are two that are equal.
    CHECK(pairAccuracy({1, 2, 3, 4, 1, 2}, {1, 2, 3, 4, 5, 5}, {0, 0, 0, 0, 1, 1}).judgements == 4);

    // One image of eight captions has 28 pairs, ten of two have one each: 8 + 10 judgements.
    std::vector<double> truth;
    std::vector<std::int64_t> groups;
    for (int caption = 0; caption < 8; ++caption) {
        truth.push_back(caption);
        groups.push_back(0);
    }
    for (int caption = 0; caption < 20; ++caption) {
        truth.push_back(caption % 2);
        groups.push_back(1 + caption / 2);
    }
    const auto uneven = pairAccuracy(truth, truth, groups);
    CHECK(uneven.pairs == 38);
    CHECK(uneven.judgements == 18);
}

TEST_CASE("a caption is no pair with itself where two raters disagree, and counts once") {
    // Caption 0 has 5 and 2 points of two raters, caption 1 has 3: 0 is the better one on the mean.
    const Judged judged({0, 0}, {{0, 5}, {0, 2}, {1, 3}}, {});
    const auto right = judged.pairs({4, 1});
    CHECK(right.pairs == 1);
    CHECK(right.value == 1);
    CHECK(right.judgements == 1);
    CHECK(judged.pairs({1, 4}).value == 0);
    // Nor is there a pair where their mean is that of the other one.
    CHECK(Judged({0, 0}, {{0, 5}, {0, 1}, {1, 3}}, {}).pairs({4, 1}).pairs == 0);
}

TEST_CASE("comparisons are not drowned by ratings of different images") {
    // Four images with a rated caption each, all predicted the right way round, and one comparison, predicted the wrong way.
    const std::vector<RewardData::Rating> ratings{{0, 1}, {1, 2}, {2, 3}, {3, 4}};
    const std::vector<double> predicted{1, 2, 3, 4, 1, 2};
    const auto compared = Judged({0, 1, 2, 3, 4, 4}, ratings, {{4, 5, 1.0}}).pairs(predicted);
    CHECK(compared.pairs == 1);
    CHECK(compared.value == 0);
    CHECK_FALSE(compared.across);
    // A tie has no order: without another pair, what is left are the ratings.
    const auto tied = Judged({0, 1, 2, 3, 4, 4}, ratings, {{4, 5, 0.5}}).pairs(predicted);
    CHECK(tied.pairs == 6);
    CHECK(tied.judgements == 4);
    CHECK(tied.value == 1);
    CHECK(tied.across);
}

TEST_CASE("a pair that was compared again and again is one judgement") {
    const Judged judged({0, 0, 1, 1}, {{0, 4}, {1, 2}}, {{0, 1, 1.0}, {1, 0, 0.0}, {0, 1, 0.0}, {2, 3, 1.0}});
    const auto pairs = judged.pairs({2, 1, 2, 1});
    CHECK(pairs.pairs == 5);
    CHECK(pairs.value == doctest::Approx(0.8));
    CHECK(pairs.judgements == 2);
}
