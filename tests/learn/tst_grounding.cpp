// What captions tell of their pictures, by hand and of preferences.
#include <torch/torch.h>

#include <doctest/doctest.h>

#include <cmath>
#include <set>

#include "learn/grounding.h"
#include "policy_toys.h"

using namespace attune;

namespace {

/// Three pictures, whose only state is their number, with a caption each.
Rollout threePictures(const TokenRows& rows, std::int64_t length) {
    Rollout rollout;
    rollout.images = {0, 1, 2};
    rollout.features = torch::arange(3, torch::kFloat32).view({3, 1, 1});
    rollout.rows = rows;
    rollout.imageOfRow = {0, 1, 2};
    auto tokens = torch::zeros({3, length + 1}, torch::kInt64);
    auto mask = torch::zeros({3, length});
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
    const TokenRows rows{{3, 4}, {4, 5, 4}, {5, 3, 5, 3}};
    const auto told = grounding(threePictures(rows, 4), byDistance);
    REQUIRE(told.sizes() == torch::IntArrayRef({3}));
    for (std::size_t r = 0; r < rows.size(); ++r) {
        double expected = 0;
        std::set<std::int64_t> mentioned;
        for (const auto token : rows[r]) {
            if (!mentioned.insert(token).second) continue;
            double others = 0;
            for (std::size_t other = 0; other < 3; ++other)
                if (other != r) others += std::exp(logprob(token, static_cast<double>(other))) / 2;
            expected += logprob(token, static_cast<double>(r)) - std::log(others);
        }
        // (5, 3) (3, 5) (5, 3): one of three pairs of words comes again.
        if (r == 2) expected -= 16.0 / 3;
        CHECK(told[static_cast<std::int64_t>(r)].item<double>() == doctest::Approx(expected).epsilon(1e-5));
    }
}

TEST_CASE("a caption of the picture tells more than that of another one") {
    const auto right = grounding(threePictures({{3}, {4}, {5}}, 1), byDistance);
    const auto wrong = grounding(threePictures({{5}, {3}, {3}}, 1), byDistance);
    CHECK((right > 0).all().item<bool>());
    CHECK(((right - wrong) > 0).all().item<bool>());
}

TEST_CASE("the guard is told of how many preferences how many go to the caption that tells more") {
    auto options = test::smallOptions();
    options.images = 256;
    auto policy = test::tinyCaptioner();
    const std::int64_t images = 80;
    PreferenceSet pairs;
    for (std::int64_t image = 0; image < 12; ++image) {
        pairs.images.push_back(image);
        pairs.chosen.push_back({2 + image % 5, 3, test::kTinyEnd});
        pairs.rejected.push_back({4, 4, 4, 4, test::kTinyEnd});  // it repeats itself
    }
    PolicyTrainer trainer(policy, nullptr, imageSet(test::tinyFeatures(*policy, images)), test::wantedShare, options, 1, pairs);
    const auto first = trainer.look(test::silent);
    REQUIRE(first.contains("guard/grounding"));
    CHECK(std::isfinite(first.at("guard/grounding")));
    CHECK(first.at("guard/preferences") == 12);
    CHECK(first.at("guard/preferences_grounded") == 12);
    CHECK(!trainer.look(test::silent).contains("guard/preferences"));
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
