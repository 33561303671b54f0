#include <algorithm>
#include <cstdio>
#include <map>

#include "data/policy_presets.h"
#include "study_guard.h"
#include "study_summary.h"

namespace attune::cli {

namespace {

/// What the studies before this program found within reach.
constexpr double kSampledGain = 0.20, kGreedyGain = 0.05;
constexpr double kCeilingSampled = 0.25, kCeilingGreedy = 0.10;
constexpr double kFewSampled = 0.12, kFewGreedy = -0.02;
/// The active queue is to be better than random by then.
constexpr int kFewEnough = 100;
/// What "no worse than random" leaves room for where the mean is below: of pairs in the right order.
constexpr double kNoWorse = 0.01;

std::string verdict(bool measured, bool met) { return !measured ? "not measured" : met ? "met" : "not met"; }

/// Of means over seeds: what one seed says may be chance.
std::string verdictOfMean(std::size_t seeds, bool met) { return seeds == 1 ? "one seed alone" : verdict(seeds > 0, met); }

std::string words(const char* format, double a, double b) {
    char text[160];
    std::snprintf(text, sizeof text, format, a, b);
    return text;
}

/// Differences by number of ratings.
using Differences = std::map<int, Estimate>;

bool aboveZero(const Estimate& e) { return e.interval.low > 0; }
bool belowZero(const Estimate& e) { return e.interval.high < 0; }
bool noWorse(const Estimate& e) { return e.mean >= 0 || e.interval.low >= -kNoWorse; }

/// An interval takes two seeds.
bool haveIntervals(const Differences& all) {
    return !all.empty() && std::all_of(all.begin(), all.end(), [](const auto& each) { return each.second.seeds > 1; });
}

std::string byRatings(const Differences& all) {
    std::string text;
    for (const auto& [ratings, e] : all) text += (text.empty() ? "" : "; ") + std::to_string(ratings) + " ratings: " + toText(e);
    return text;
}

class Targets {
  public:
    explicit Targets(const StudySummary& summary) : m_summary(summary) {}

    void gain(const std::string& who, const RowFilter& filter, double sampled, double greedy) {
        const auto a = estimate(m_summary.gains("gold_sampled", filter)), b = estimate(m_summary.gains("gold_greedy", filter));
        list.push_back({who + words(": sampled gold at least base %+.2f, greedy %+.2f", sampled, greedy),
                        "sampled " + toText(a) + ", greedy " + toText(b), verdictOfMean(a.seeds, a.mean >= sampled && b.mean >= greedy)});
    }
    void difference(const std::string& wanted, const std::string& measure, const RowFilter& a, const RowFilter& b) {
        const auto e = estimate(m_summary.differences(measure, a, b));
        const char* sure = e.seeds < 2 ? "" : aboveZero(e) || belowZero(e) ? "; the interval excludes 0" : "; the interval holds 0";
        list.push_back({wanted, toText(e) + sure, verdictOfMean(e.seeds, e.mean > 0)});
    }
    /// Active minus random, of the same seed.
    void queue(const Differences& all) {
        const bool noneWorse = std::all_of(all.begin(), all.end(), [](const auto& each) { return noWorse(each.second); });
        const bool oneBetter = std::any_of(all.begin(), all.end(), [](const auto& each) {
            return each.first <= kFewEnough && aboveZero(each.second);
        });
        list.push_back({"pair accuracy of the active queue at every number of ratings no lower than random's, or by an interval that does "
                        "not reach " + words("%+.2f", -kNoWorse, 0) + ", and above it by an interval above 0 at " + std::to_string(kFewEnough) + " ratings or fewer",
                        byRatings(all), verdict(haveIntervals(all), noneWorse && oneBetter)});
    }
    /// Lower bound minus mean, of the same seed.
    void bound(const std::string& first, const Differences& all) {
        const double now = policyDefaults(first).lowerBound;
        const bool better = std::none_of(all.begin(), all.end(), [](const auto& each) { return belowZero(each.second); }) &&
                            std::any_of(all.begin(), all.end(), [](const auto& each) { return aboveZero(each.second); });
        list.push_back({"the default of lower_bound follows the measurement: above 0 if " + first +
                        " gains more with the lower bound than with the mean, sampled, by an interval above 0 at some number of ratings "
                        "and below 0 at none; else 0",
                        byRatings(all) + "; the default is " + dumpJson(Json(now)), verdict(haveIntervals(all), better == (now > 0))});
    }
    /// @param ratings  that the other rewards learnt from
    void probe(int ratings) {
        const auto asked = [this](const RowFilter& filter) {
            std::vector<bool> flagged;
            for (const auto& [seed, reads] : m_summary.bySeed("reads_image", filter)) flagged.push_back(reads == 0);
            return flagged;
        };
        const auto byLength = asked([](const StudyRow& row) { return row.part == "probe"; });
        const auto byGold = asked([ratings](const StudyRow& row) {
            return row.part == "reward" && row.ratings == ratings && row.queue == "random";
        });
        const auto lengths = std::count(byLength.begin(), byLength.end(), true), golds = std::count(byGold.begin(), byGold.end(), true);
        list.push_back({"the image-swap probe flags a reward that learnt from the length of captions alone, and none that learnt from " +
                            std::to_string(ratings) + " ratings by the true score",
                        "flagged: " + std::to_string(lengths) + " of " + std::to_string(byLength.size()) + " and " + std::to_string(golds) +
                            " of " + std::to_string(byGold.size()),
                        verdict(!byLength.empty() && !byGold.empty(), lengths == std::ssize(byLength) && golds == 0)});
    }
    void guard() {
        int falls = 0, right = 0, strict = 0, keeps = 0, wrong = 0, strictlyWrong = 0, stopped = 0, runs = 0;
        double lost = 0;
        for (const auto& one : guardCases(m_summary)) {
            ++runs;
            falls += one.falls;
            right += one.falls && one.isRight();
            strict += one.falls && one.isStrictlyRight();
            keeps += one.falls && one.keepsThePeak();
            if (one.falls && one.guardRound > 0) lost = std::max(lost, one.peak - one.kept);
            stopped += one.guardRound > 0;
            wrong += one.improving;
            strictlyWrong += one.strictlyImproving;
        }
        list.push_back({"the guard stops within one round of the true score's peak, as far as that is known, wherever the score falls "
                        "while the proxy rises",
                        std::to_string(right) + " of " + std::to_string(falls) + "; " + std::to_string(strict) +
                            " within one round of the single highest score",
                        verdict(falls > 0, right == falls)});
        list.push_back({"the round that the guard points at there is at most one round away from the single highest true score",
                        words("%.0f of %.0f", keeps, falls) + words(", at most %.3f below it", lost, 0),
                        verdict(falls > 0, keeps == falls)});
        list.push_back({"the guard stops no run that would have gained more than 0.02 and more than two errors in the next round",
                        std::to_string(wrong) + " wrong among " + std::to_string(stopped) + " stops of " + std::to_string(runs) +
                            " runs; " + std::to_string(strictlyWrong) + " by a gain of more than 0.02, whatever its error",
                        verdict(runs > 0, wrong == 0)});
    }

    std::vector<StudyTarget> list;

  private:
    const StudySummary& m_summary;
};

RowFilter of(const std::string& part, const std::string& algorithm, int ratings, const std::string& queue = "random") {
    return [=](const StudyRow& row) {
        return row.part == part && row.algorithm == algorithm && row.ratings == ratings && row.queue == queue;
    };
}

}  // namespace

std::vector<StudyTarget> studyTargets(const StudySummary& summary, int ratings, const std::string& first) {
    Targets targets(summary);
    for (const char* name : {"ppo", "rloo", "grpo", "reinforce"})
        targets.gain(name + (" after " + std::to_string(ratings) + " ratings"), of("algorithms", name, ratings), kSampledGain, kGreedyGain);
    for (const char* name : {"ppo", "rloo", "grpo", "reinforce"})
        targets.gain(name + std::string(" on the true score"), of("ceiling", name, 0), kCeilingSampled, kCeilingGreedy);
    const int few = ratings / 4, many = ratings * 4;
    targets.gain(first + " after " + std::to_string(few) + " ratings", of("ratings", first, few), kFewSampled, kFewGreedy);
    targets.difference(first + " after " + std::to_string(many) + " ratings gains more than after " + std::to_string(ratings), "gold_sampled",
                       of("ratings", first, many), of("algorithms", first, ratings));
    Differences queues, bounds;
    for (const int size : {few, ratings / 2, ratings})
        queues[size] = estimate(summary.differences("pair_accuracy", of("reward", "base", size, "active"), of("reward", "base", size)));
    for (const int size : {few, ratings})
        bounds[size] = estimate(summary.differences("gold_sampled", of("bound", first, size),
                                                    of(size == ratings ? "algorithms" : "ratings", first, size)));
    targets.queue(queues);
    targets.bound(first, bounds);
    targets.guard();
    targets.probe(ratings);
    return targets.list;
}

}  // namespace attune::cli
