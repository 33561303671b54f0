#include "study_plan.h"

#include <algorithm>
#include <set>

#include "data/policy_presets.h"

namespace attune::cli {

namespace {

/// Few ratings, no tie to the base and large steps: what a guard is for.
constexpr int kRecklessRatings = 25;
constexpr int kGuardedRounds = 8;
/// Ratings between two looks of the reward model at what to rate next.
constexpr int kActiveStep = 25;

std::vector<std::string> algorithmsOf(const StudyOptions& options) {
    return options.algorithms.empty() ? policyAlgorithms() : options.algorithms;
}

}  // namespace

const std::vector<std::string>& studyParts() {
    static const std::vector<std::string> parts{"algorithms", "ceiling", "ratings", "queue", "bound", "guard", "probe"};
    return parts;
}

bool hasPart(const StudyOptions& options, const std::string& part) {
    return options.parts.empty() || std::find(options.parts.begin(), options.parts.end(), part) != options.parts.end();
}

std::string StudyCondition::name() const {
    return part + "/" + algorithm + "/" + std::to_string(ratings) + "/" + queue + "/" + reward + "/" + std::to_string(rounds) +
           (options.empty() ? "" : "/" + dumpJson(options));
}

std::vector<StudyCondition> studyPlan(const StudyOptions& options) {
    for (const auto& part : options.parts)
        if (std::find(studyParts().begin(), studyParts().end(), part) == studyParts().end())
            throw Error("a study has no part \"" + part + "\"");
    const auto algorithms = algorithmsOf(options);
    const auto first = firstAlgorithm(options);
    const int all = options.ratings;
    std::vector<StudyCondition> plan;
    const auto add = [&](StudyCondition condition) {
        if (condition.rounds == 0) condition.rounds = options.rounds;
        // The references of the demo world's pictures are the truth: a row of so many ratings must learn from those alone.
        if (condition.algorithm == "sft" && condition.hasRewardModel()) condition.options["demonstrations"] = "top_rated";
        if (hasPart(options, condition.part)) plan.push_back(std::move(condition));
    };
    for (const auto& algorithm : algorithms) add({.part = "algorithms", .algorithm = algorithm, .ratings = all, .rounds = 0});
    if (std::find(algorithms.begin(), algorithms.end(), "sft") != algorithms.end())
        add({.part = "algorithms", .algorithm = "sft", .label = kSftOnReferences, .reward = "none", .rounds = 0,
             .options = {{"demonstrations", "references"}}});
    for (const auto& algorithm : algorithms)
        if (policyOptionMatters(algorithm, "captions_per_image") && algorithm != "best_of_n")
            add({.part = "ceiling", .algorithm = algorithm, .reward = "gold", .rounds = 0, .options = {{"reward_source", "gold"}}});
    for (const int ratings : {all / 4, all / 2, all * 4}) add({.part = "ratings", .algorithm = first, .ratings = ratings, .rounds = 0});
    for (const int ratings : {all / 4, all / 2}) add({.part = "queue", .algorithm = first, .ratings = ratings, .queue = "active", .rounds = 0});
    if (policyOptionMatters(first, "lower_bound"))
        for (const int ratings : {all / 4, all})
            add({.part = "bound", .algorithm = first, .ratings = ratings, .reward = "lower bound", .rounds = 0, .options = {{"lower_bound", 1.0}}});
    if (!policyNeedsReward(first)) return plan;  // there is no reward to be climbed for its own sake
    Json reckless = {{"learning_rate", 6e-4}};
    if (policyOptionMatters(first, "kl_coefficient")) reckless["kl_coefficient"] = 0.0;
    add({.part = "guard", .algorithm = first, .ratings = kRecklessRatings, .rounds = kGuardedRounds, .everyRound = true,
         .options = std::move(reckless)});
    add({.part = "guard", .algorithm = first, .ratings = all, .rounds = kGuardedRounds, .everyRound = true});
    return plan;
}

std::string firstAlgorithm(const StudyOptions& options) { return algorithmsOf(options).front(); }

std::vector<RatingStep> ratingSteps(const std::vector<int>& sizes, const std::string& queue) {
    const bool active = queue == "active";
    std::vector<RatingStep> steps;
    int rated = 0;
    for (const int size : sizes)
        while (rated < size) {
            const bool byReward = active && rated > 0;
            rated = active ? std::min(size, rated + kActiveStep) : size;
            steps.push_back({rated, byReward, rated == size});
        }
    return steps;
}

std::vector<int> rewardSizes(const StudyOptions& options, const std::string& queue) {
    std::set<int> sizes;
    if (hasPart(options, "queue"))
        for (const int part : {8, 4, 2, 1}) sizes.insert(options.ratings / part);
    for (const auto& condition : studyPlan(options))
        if (condition.queue == queue && condition.hasRewardModel()) sizes.insert(condition.ratings);
    if (hasPart(options, "probe")) sizes.insert(options.ratings);
    if (queue == "active" && !hasPart(options, "queue")) return {};
    return {sizes.begin(), sizes.end()};
}

}  // namespace attune::cli
