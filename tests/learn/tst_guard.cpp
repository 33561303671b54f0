// The guard against over-optimisation: it names what went wrong, and leaves healthy runs alone.
#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "learn/guard.h"
#include "learn/repetition.h"

using namespace attune;

namespace {

using Metrics = std::map<std::string, double>;

Metrics healthy(int round) {
    return {{"guard/gain", 0.2 * round}, {"guard/gain_deviation", 0.03 * round}, {"guard/kl", 0.3 * round},
            {"guard/grounding", 9 + 0.2 * round},
            {"guard/length", 9 + 0.3 * round}, {"guard/repetition", 0.02}, {"guard/entropy", 8 - 0.8 * round}};
}

/// Looks at the start and `rounds` healthy rounds, then at one with this value.
std::optional<GuardStop> after(int rounds, const std::string& name, double value) {
    Guard guard;
    for (int round = 0; round <= rounds; ++round) REQUIRE(!guard.look(round, healthy(round)));
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

TEST_CASE("distinct tokens, by hand") {
    CHECK(distinctShare({}) == 0);
    CHECK(distinctShare({4, 2, 9}) == 1);
    CHECK(distinctShare({1, 2, 1, 2, 1}) == doctest::Approx(0.4));
}

TEST_CASE("a run that gets better is left alone") {
    Guard guard;
    for (int round = 0; round <= 8; ++round) CHECK(!guard.look(round, healthy(round)));
}

TEST_CASE("each cause has its name, and the best round is before it") {
    const struct {
        const char *metric, *reason;
        double value;
    } cases[] = {{"guard/kl", "kl", 40},
                 {"guard/length", "length", 30},
                 {"guard/length", "length", 2},
                 {"guard/repetition", "repetition", 0.4},
                 {"guard/entropy", "entropy", 0.05},
                 {"guard/grounding", "grounding", 9.3},
                 {"guard/gain", "doubt", -1.5}};
    for (const auto& c : cases) {
        const auto stop = after(4, c.metric, c.value);
        REQUIRE(stop);
        CHECK(stop->reason == c.reason);
        CHECK(stop->bestRound == 4);
        CHECK(!stop->text.empty());
    }
}

TEST_CASE("captions that tell less stop a run only where the score rises on them, and not for a little") {
    const auto next = [](double gain, double grounding, const Metrics& atFirst = {}) {
        Guard guard;
        for (int round = 0; round <= 4; ++round) {  // gain 0.8, grounding 9.8
            Metrics metrics = healthy(round);
            if (round == 0) metrics.insert(atFirst.begin(), atFirst.end());
            REQUIRE(!guard.look(round, metrics));
        }
        Metrics fifth = healthy(5);
        fifth["guard/gain"] = gain;
        fifth["guard/grounding"] = grounding;
        return guard.look(5, fifth);
    };
    CHECK(!next(0.9, 9.7));
    CHECK(!next(0.7, 9.5));
    CHECK(next(0.9, 9.5));
    // Nor where people prefer captions that tell less, by more than chance.
    CHECK(!next(0.9, 9.5, {{"guard/preferences", 40}, {"guard/preferences_grounded", 10}}));
    CHECK(next(0.9, 9.5, {{"guard/preferences", 8}, {"guard/preferences_grounded", 3}}));
    // Many pairs of few captions are few witnesses.
    const auto among = [&](double judgements) {
        return next(0.9, 9.5, {{"guard/preferences", 24}, {"guard/preferences_grounded", 6}, {"guard/preference_judgements", judgements}});
    };
    CHECK(among(16));
    CHECK(!among(48));
    CHECK(next(0.9, 9.5, {{"guard/preferences", 40}, {"guard/preferences_grounded", 30}}));
}

TEST_CASE("captions that people rated lower gain on better ones: by more than chance, two rounds running, while the score rises") {
    const struct {
        const char* what;
        std::vector<double> agreement;  // from round 1 on
        double judgements, gain;        // gain of each round
        int stops;                      // 0: never
    } cases[] = {{"two rounds", {0.6, 0.2, 0.2}, 40, 0.2, 3},
                 {"from the first round on", {0.2, 0.2}, 40, 0.2, 2},
                 {"one round alone", {0.6, 0.2, 0.6, 0.2, 0.6}, 40, 0.2, 0},
                 {"no more than chance", {0.4, 0.4, 0.4, 0.4}, 40, 0.2, 0},
                 {"the same of many captions", {0.4, 0.4, 0.4, 0.4}, 400, 0.2, 2},
                 {"a sound run", {0.55, 0.6, 0.65, 0.65}, 200, 0.2, 0},
                 {"too few captions", {0, 0, 0}, 15, 0.2, 0},
                 {"just enough", {0, 0, 0}, 16, 0.2, 2},
                 {"the score falls too", {0.2, 0.2, 0.2}, 40, -0.01, 0}};
    for (const auto& c : cases) {
        INFO(c.what);
        Guard guard;
        CHECK(!guard.look(0, healthy(0)));
        int stopped = 0;
        for (int round = 1; round <= static_cast<int>(c.agreement.size()) && stopped == 0; ++round) {
            Metrics metrics = healthy(round);
            metrics["guard/gain"] = c.gain * round;
            metrics["guard/held_out_agreement"] = c.agreement[static_cast<std::size_t>(round - 1)];
            metrics["guard/held_out_pairs"] = c.judgements / 2;
            metrics["guard/held_out_judgements"] = c.judgements;
            if (const auto stop = guard.look(round, metrics)) {
                stopped = round;
                CHECK(stop->reason == "held_out");
                // No round that favours the worse captions, however much its own tell of their pictures.
                CHECK(stop->bestRound == round - 2);
                CHECK(stop->text.find("held-out pairs") != std::string::npos);
            }
        }
        CHECK(stopped == c.stops);
    }
}

TEST_CASE("where no round was better than the start, the start is the best") {
    Guard guard;
    CHECK(!guard.look(0, healthy(0)));
    Metrics first = healthy(1);
    first["guard/grounding"] = 8.5;
    const auto stop = guard.look(1, first);
    REQUIRE(stop);
    CHECK(stop->bestRound == 0);
}

TEST_CASE("a round done again takes the place of the first try; missing metrics are not watched") {
    Guard guard;
    CHECK(!guard.look(0, healthy(0)));
    CHECK(!guard.look(1, healthy(1)));
    CHECK(!guard.look(2, healthy(2)));
    CHECK(!guard.look(2, healthy(2)));
    CHECK(guard.history().size() == 3);
    CHECK(!guard.look(3, {}));
    CHECK(!guard.look(4, {{"guard/kl", std::nan("")}}));
}

TEST_CASE("the limit of the KL counts from where the run began") {
    Guard guard;
    const auto at = [](double kl) { return Metrics{{"guard/kl", kl}}; };
    CHECK(!guard.look(0, at(14)));  // a policy that was tuned before
    CHECK(!guard.look(1, at(25.9)));
    const auto stop = guard.look(2, at(26.1));
    REQUIRE(stop);
    CHECK(stop->reason == "kl");
    CHECK(stop->text.find("the limit is 26.0") != std::string::npos);
}

TEST_CASE("rounds that were lost leave the others their numbers") {
    Guard guard;
    for (const int round : {0, 3, 4}) CHECK(!guard.look(round, healthy(round)));
    CHECK(guard.history().size() == 5);
    Metrics bad = healthy(5);
    bad["guard/repetition"] = 0.4;
    const auto stop = guard.look(5, bad);
    REQUIRE(stop);
    CHECK(stop->bestRound == 4);
}
