// The guard against over-optimisation: it names what went wrong, and leaves healthy runs alone.
#include <doctest/doctest.h>

#include <cmath>

#include "learn/guard.h"

using namespace attune;

namespace {

using Metrics = std::map<std::string, double>;

Metrics healthy(int round) {
    return {{"objective/scores", 0.1 * round}, {"objective/scores_uncertainty", 0.2}, {"objective/kl", 0.3 * round},
            {"objective/length", 9 + 0.3 * round}, {"objective/repetition", 0.02}, {"objective/entropy", 8 - 0.8 * round}};
}

/// Looks at `rounds` healthy rounds, then at one with this value.
std::optional<GuardStop> after(int rounds, const std::string& name, double value) {
    Guard guard;
    for (int round = 1; round <= rounds; ++round) REQUIRE(!guard.look(round, healthy(round)));
    Metrics bad = healthy(rounds + 1);
    bad[name] = value;
    return guard.look(rounds + 1, bad);
}

}  // namespace

TEST_CASE("repeated bigrams, by hand") {
    CHECK(repeatedBigrams({}) == 0);
    CHECK(repeatedBigrams({{1}, {}}) == 0);
    CHECK(repeatedBigrams({{1, 2, 3, 4}}) == 0);
    // (1,2) (2,1) (1,2) (2,1): two of four are new.
    CHECK(repeatedBigrams({{1, 2, 1, 2, 1}}) == doctest::Approx(0.5));
    CHECK(repeatedBigrams({{1, 2, 1, 2, 1}, {1, 2, 3}}) == doctest::Approx(0.25));
}

TEST_CASE("a run that gets better is left alone") {
    Guard guard;
    for (int round = 1; round <= 8; ++round) CHECK(!guard.look(round, healthy(round)));
}

TEST_CASE("each cause has its name, and the best round is before it") {
    const struct {
        const char *metric, *reason;
        double value;
    } cases[] = {{"objective/kl", "kl", 40},
                 {"objective/length", "length", 30},
                 {"objective/length", "length", 2},
                 {"objective/repetition", "repetition", 0.4},
                 {"objective/entropy", "entropy", 0.05}};
    for (const auto& c : cases) {
        const auto stop = after(4, c.metric, c.value);
        REQUIRE(stop);
        CHECK(stop->reason == c.reason);
        CHECK(stop->bestRound == 4);
        CHECK(!stop->text.empty());
    }
}

TEST_CASE("a score that rises on doubt alone stops the run") {
    Guard guard;
    CHECK(!guard.look(1, healthy(1)));
    CHECK(!guard.look(2, healthy(2)));
    Metrics third = healthy(3), fourth = healthy(4);
    third["objective/scores_uncertainty"] = 0.6;
    fourth["objective/scores_uncertainty"] = 1.0;
    CHECK(!guard.look(3, third));
    const auto stop = guard.look(4, fourth);
    REQUIRE(stop);
    CHECK(stop->reason == "doubt");
    CHECK(stop->bestRound == 2);
}

TEST_CASE("a round done again takes the place of the first try; missing metrics are not watched") {
    Guard guard;
    CHECK(!guard.look(1, healthy(1)));
    CHECK(!guard.look(2, healthy(2)));
    CHECK(!guard.look(2, healthy(2)));
    CHECK(guard.history().size() == 2);
    CHECK(!guard.look(3, {}));
    CHECK(!guard.look(4, {{"objective/kl", std::nan("")}}));
}
