// Where the values of PPO begin.
#include "doctest_torch.h"

#include "learn/critic.h"
#include "policy_toys.h"

using namespace attune;
using namespace attune::test;

TEST_CASE("the critic's start says nothing of the captions it is asked about") {
    // Scores that nothing foretells, and more columns than captions: what is fitted to them explains them all.
    auto options = smallOptions();
    options.images = 4;
    options.captionsPerImage = 2;
    const auto noise = [](const RewardRequest& request) {
        auto scores = torch::empty({static_cast<std::int64_t>(request.rows.size())});
        for (std::size_t r = 0; r < request.rows.size(); ++r) {
            std::uint64_t words = r;
            for (const auto id : request.rows[r]) words = Rng(words).fork(static_cast<std::uint64_t>(id)).next();
            scores[static_cast<std::int64_t>(r)] = Rng(words).uniform();
        }
        return RewardScores{scores, {}};
    };
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        CAPTURE(seed);
        auto trainer = makeTrainer(options, seed, noise);
        CHECK(trainer.round(silent).metrics.at("val/explained_variance") < 0.6);
    }
    options.images = 1;  // no half is left
    auto single = makeTrainer(options, 1, noise);
    CHECK(single.round(silent).metrics.at("val/mean") == 0);
    CHECK(single.round(silent).metrics.at("val/mean") != 0);
}

TEST_CASE("the critic's start is the ridge solution") {
    torch::manual_seed(1);
    const auto hidden = torch::randn({500, 8});
    const auto weight = torch::randn({8});
    const auto returns = hidden.matmul(weight) + 0.7;
    Critic critic(8, torch::kCPU);
    CHECK(critic.fit(hidden, returns, 1e-6) == doctest::Approx(1));
    CHECK(torch::allclose(critic.values(hidden), returns, 1e-4, 1e-4));
}
