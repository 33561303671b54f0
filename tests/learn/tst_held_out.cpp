// Captions that people judged and the reward did not learn from: which pairs they make, and whether a policy favours the better.
#include "doctest_torch.h"

#include <limits>
#include <utility>
#include <vector>

#include "learn/held_out.h"
#include "policy_toys.h"

using namespace attune;

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// Two captions of each of so many images, the second one preferred.
HeldOutSet twoOfEach(std::int64_t images, const std::vector<std::int64_t>& worse, const std::vector<std::int64_t>& better) {
    HeldOutSet set;
    for (std::int64_t image = 0; image < images; ++image) {
        const std::size_t at = set.rows.size();
        set.images.insert(set.images.end(), {image, image});
        set.rows.push_back(worse);
        set.rows.push_back(better);
        set.ratings.insert(set.ratings.end(), {2, 4});
        set.preferred.emplace_back(at + 1, at);
    }
    return set;
}

}  // namespace

TEST_CASE("the better caption is to have the higher value, and ties count half") {
    const HeldOutPairs pairs{{{0, 1}, {0, 2}, {2, 1}}, 3};
    CHECK(pairs.agreement({3, 1, 2}) == doctest::Approx(1));
    CHECK(pairs.agreement({1, 2, 3}) == doctest::Approx(1.0 / 3));
    CHECK(pairs.agreement({1, 1, 1}) == doctest::Approx(0.5));
    CHECK(HeldOutPairs{}.agreement({}) == 0);
}

TEST_CASE("captions of the same image are compared; of different ones where these are too few") {
    const auto enough = pairsOf(twoOfEach(8, {3}, {4}));
    CHECK(enough.pairs.size() == 8);
    CHECK(enough.judgements == 16);

    const auto few = pairsOf(twoOfEach(7, {3}, {4}));
    CHECK(few.pairs.size() == 7 + 7 * 6);  // each better one against the worse ones of the others
    CHECK(few.judgements == 7);            // images

    HeldOutSet single;
    for (std::int64_t image = 0; image < 20; ++image) {
        single.images.push_back(image);
        single.rows.push_back({3});
        single.ratings.push_back(image == 0 ? kNone : static_cast<double>(1 + image % 2));
    }
    const auto across = pairsOf(single);
    CHECK(across.pairs.size() == 9 * 10);
    CHECK(across.judgements == 19);
}

TEST_CASE("of many captions whole images are kept, those with pairs first") {
    HeldOutSet set;
    set.images = {1, 2, 2, 3, 3, 3};
    for (std::int64_t i = 0; i < 6; ++i) {
        set.rows.push_back({i});
        set.ratings.push_back(static_cast<double>(i));
    }
    set.preferred = {{5, 4}, {3, 5}};
    const auto some = set.upTo(4);
    CHECK(some.images == std::vector<std::int64_t>{3, 3, 3, 1});
    CHECK(some.rows == TokenRows{{3}, {4}, {5}, {0}});
    CHECK(some.ratings == std::vector<double>{3, 4, 5, 0});
    CHECK(some.preferred == std::vector<std::pair<std::size_t, std::size_t>>{{2, 1}, {0, 2}});
    CHECK(set.upTo(9).rows.size() == 6);
}

TEST_CASE("a policy that learns to say the wanted word favours captions that say it") {
    const std::vector<std::int64_t> wanted{test::kWanted, test::kWanted, test::kTinyEnd}, other{3, 4, test::kTinyEnd};
    const auto afterThreeRounds = [&](const HeldOutSet& set) {
        auto policy = test::tinyCaptioner();
        PolicyTrainer trainer(policy, nullptr, imageSet(test::tinyFeatures(*policy, test::kToyImages)), test::wantedShare,
                              test::smallOptions(), 1, {}, set);
        CHECK(!trainer.look(test::silent).contains("guard/held_out_agreement"));
        for (int round = 0; round < 3; ++round) trainer.round(test::silent);
        return trainer.look(test::silent);
    };
    const auto right = afterThreeRounds(twoOfEach(10, other, wanted));
    REQUIRE(right.contains("guard/held_out_agreement"));
    CHECK(right.at("guard/held_out_agreement") > 0.9);
    CHECK(right.at("guard/held_out_pairs") == 10);
    CHECK(right.at("guard/held_out_judgements") == 20);
    CHECK(afterThreeRounds(twoOfEach(10, wanted, other)).at("guard/held_out_agreement") < 0.1);
    CHECK(!afterThreeRounds(twoOfEach(4, other, wanted)).contains("guard/held_out_agreement"));
}
