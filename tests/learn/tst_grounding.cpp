// What captions tell of their pictures, by hand and of preferences.
#include <torch/torch.h>

#include <doctest/doctest.h>

#include <cmath>
#include <set>

#include "learn/grounding.h"
#include "policy_toys.h"

using namespace attune;

namespace {

/// Pictures, whose only state is their number, with a caption each.
Rollout captionsOf(const std::vector<std::int64_t>& pictures, const TokenRows& rows, std::int64_t length) {
    Rollout rollout;
    const auto count = static_cast<std::int64_t>(pictures.size());
    rollout.images = pictures;
    rollout.features = torch::tensor(pictures, torch::kInt64).to(torch::kFloat32).view({count, 1, 1});
    rollout.rows = rows;
    auto tokens = torch::zeros({count, length + 1}, torch::kInt64);
    auto mask = torch::zeros({count, length});
    for (std::int64_t r = 0; r < count; ++r) rollout.imageOfRow.push_back(r);
    for (std::size_t r = 0; r < rows.size(); ++r)
        for (std::size_t k = 0; k < rows[r].size(); ++k) {
            tokens[static_cast<std::int64_t>(r)][static_cast<std::int64_t>(k) + 1] = rows[r][k];
            mask[static_cast<std::int64_t>(r)][static_cast<std::int64_t>(k)] = 1;
        }
    rollout.packed.tokens = tokens;
    rollout.packed.mask = mask;
    rollout.masks.policy = mask;
    return rollout;
}

/// Token t of a picture x: the farther apart the two numbers, the less likely.
double logprob(std::int64_t token, double picture) { return -std::abs(static_cast<double>(token) - 3 - picture) - 0.5; }

/// What the caption of a picture tells of it where there are the pictures 0 to 3, without what it repeats.
double toldByHand(std::int64_t picture, const std::vector<std::int64_t>& row) {
    double told = 0;
    std::set<std::int64_t> mentioned;
    for (const auto token : row) {
        if (!mentioned.insert(token).second) continue;
        double others = 0;
        for (std::int64_t other = 0; other < 4; ++other)
            if (other != picture) others += std::exp(logprob(token, static_cast<double>(other))) / 3;
        told += logprob(token, static_cast<double>(picture)) - std::log(others);
    }
    return told;
}

torch::Tensor byDistance(const Rollout& rollout) {
    auto values = torch::zeros_like(rollout.masks.policy);
    for (std::size_t r = 0; r < rollout.rows.size(); ++r)
        for (std::size_t k = 0; k < rollout.rows[r].size(); ++k)
            values[static_cast<std::int64_t>(r)][static_cast<std::int64_t>(k)] =
                logprob(rollout.rows[r][k], rollout.features[rollout.imageOfRow[r]][0][0].item<double>());
    return values;
}

}  // namespace

TEST_CASE("grounding is what the own picture adds over others, of first mentions, less what is repeated") {
    const TokenRows rows{{3, 4}, {4, 5, 4}, {5, 3, 5, 3}, {6}};
    const auto told = grounding(captionsOf({0, 1, 2, 3}, rows, 4), byDistance);
    REQUIRE(told.sizes() == torch::IntArrayRef({4}));
    for (std::int64_t r = 0; r < 4; ++r) {
        double expected = toldByHand(r, rows[static_cast<std::size_t>(r)]);
        // (5, 3) (3, 5) (5, 3): one of three pairs of words comes again.
        if (r == 2) expected -= 16.0 / 3;
        CHECK(told[r].item<double>() == doctest::Approx(expected).epsilon(1e-5));
    }
}

TEST_CASE("a picture that comes again is no other picture") {
    const std::vector<std::int64_t> pictures{0, 0, 1, 2, 3, 3, 3, 0};
    const TokenRows rows{{3}, {4}, {4}, {5}, {3, 6}, {6}, {4, 5}, {5}};
    const auto told = grounding(captionsOf(pictures, rows, 2), byDistance);
    for (std::size_t r = 0; r < rows.size(); ++r) {
        CAPTURE(r);
        CHECK(told[static_cast<std::int64_t>(r)].item<double>() == doctest::Approx(toldByHand(pictures[r], rows[r])).epsilon(1e-5));
    }
}

TEST_CASE("beside fewer than three other pictures nothing is told") {
    CHECK_FALSE(grounding(captionsOf({0, 1, 2, 0}, {{3}, {4}, {5}, {3}}, 1), byDistance).defined());
    CHECK_FALSE(grounding(captionsOf({0}, {{3}}, 1), byDistance).defined());
}

TEST_CASE("a caption of the picture tells more than that of another one") {
    const auto right = grounding(captionsOf({0, 1, 2, 3}, {{3}, {4}, {5}, {6}}, 1), byDistance);
    const auto wrong = grounding(captionsOf({0, 1, 2, 3}, {{5}, {3}, {3}, {3}}, 1), byDistance);
    CHECK((right > 0).all().item<bool>());
    CHECK(((right - wrong) > 0).all().item<bool>());
}

TEST_CASE("the guard is told of how many preferences how many go to the caption that tells more") {
    auto options = test::smallOptions();
    options.images = 256;
    auto policy = test::tinyCaptioner();
    const auto features = test::tinyFeatures(*policy, 80);
    const auto twelvePairs = [](std::int64_t pictures) {
        PreferenceSet pairs;
        for (std::int64_t i = 0; i < 12; ++i) {
            pairs.images.push_back(i % pictures);
            pairs.chosen.push_back({2 + i % 5, 3, test::kTinyEnd});
            pairs.rejected.push_back({4, 4, 4, 4, test::kTinyEnd});  // it repeats itself
        }
        return pairs;
    };
    PolicyTrainer trainer(policy, nullptr, imageSet(features), test::wantedShare, options, 1, twelvePairs(12));
    const auto first = trainer.look(test::silent);
    REQUIRE(first.contains("guard/grounding"));
    CHECK(std::isfinite(first.at("guard/grounding")));
    CHECK(first.at("guard/preferences") == 12);
    CHECK(first.at("guard/preferences_grounded") == 12);
    CHECK(first.at("guard/preference_judgements") == 24);
    CHECK(!trainer.look(test::silent).contains("guard/preferences"));

    // Of three pictures they say nothing.
    PolicyTrainer few(test::tinyCaptioner(), nullptr, imageSet(features), test::wantedShare, options, 1, twelvePairs(3));
    const auto none = few.look(test::silent);
    CHECK(none.contains("guard/grounding"));
    CHECK(!none.contains("guard/preferences"));
}

TEST_CASE("the guard is told what captions tell of their pictures where these are few, too") {
    auto options = test::smallOptions();
    options.images = 256;
    auto policy = test::tinyCaptioner();
    const auto tells = [&](std::int64_t images) {
        PolicyTrainer trainer(policy, nullptr, imageSet(test::tinyFeatures(*policy, images)), test::wantedShare, options, 1);
        return trainer.look(test::silent).contains("guard/grounding");
    };
    CHECK(tells(33));
    CHECK(!tells(24));
}

TEST_CASE("of many pairs, each picture is asked before one is asked again") {
    PreferenceSet pairs;
    for (const std::int64_t image : {7, 7, 7, 8, 9}) {
        pairs.images.push_back(image);
        pairs.chosen.push_back({1, image});
        pairs.rejected.push_back({2, image});
    }
    CHECK(pairs.spread(4).images == std::vector<std::int64_t>{7, 8, 9, 7});
    CHECK(pairs.spread(9).size() == 5);
    CHECK(pairs.spread(4).rejected[2] == std::vector<std::int64_t>{2, 9});
}
