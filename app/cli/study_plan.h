// What a study compares, as a list of conditions: each is one way from ratings to a captioner.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "data/json.h"

namespace attune::cli {

struct StudyOptions {
    std::filesystem::path out = "attune-study";
    int seeds = 5;
    std::uint64_t firstSeed = 0;
    int ratings = 200;
    int rounds = 5;
    std::vector<std::string> algorithms;  ///< empty: all
    std::vector<std::string> parts;       ///< empty: all of studyParts()
    bool keep = false;                    ///< the projects of the seeds, too
};

/// Names of the questions, in their order:
///  - algorithms: each algorithm after `ratings` ratings; and supervised fine-tuning on the references, which no rating made
///  - ceiling: each that a score drives, with the true score in the reward model's place
///  - ratings: the first algorithm after a quarter, half, once and four times as many ratings
///  - queue: random order of rating against the active one, at each number of ratings up to `ratings`
///  - bound: the ensemble's mean against its lower bound as the reward, at a quarter and at all ratings
///  - guard: what over-optimisation does when it is provoked, and when the guard stops it; and that it leaves a sound run alone; not
///    of algorithms that climb no reward
///  - probe: whether a reward that learnt from the length of captions alone is told from one that learnt from their true scores;
///    no optimisation
const std::vector<std::string>& studyParts();

/// What the row of supervised fine-tuning on the references is called, in the place of the algorithm's name.
inline constexpr const char* kSftOnReferences = "sft on references";

struct StudyCondition {
    std::string part;
    std::string algorithm = "ppo";
    std::string label = {};  ///< in tables; empty: the algorithm's name
    int ratings = 0;
    std::string queue = "random";  ///< "random" or "active"
    std::string reward = "mean";   ///< "mean", "lower bound", "gold", or "none" where no rating is learnt from
    int rounds = 5;
    bool everyRound = false;  ///< measure the base and each round, and find out where the guard would stop
    Json options = Json::object();  ///< of the optimisation, besides the defaults

    std::string name() const;
    const std::string& shownAs() const { return label.empty() ? algorithm : label; }
    bool hasRewardModel() const { return reward == "mean" || reward == "lower bound"; }
};

/// The optimisations of one seed. @throws Error on an unknown part
std::vector<StudyCondition> studyPlan(const StudyOptions& options);

/// The algorithm that stands for all in the parts that compare something else.
std::string firstAlgorithm(const StudyOptions& options);

/// Numbers of ratings at which the reward model is measured, ascending, for this queue.
std::vector<int> rewardSizes(const StudyOptions& options, const std::string& queue);

/// Rating goes on to so many, then a reward model learns from all of them.
struct RatingStep {
    int ratings = 0;
    bool byReward = false;  ///< what is rated was chosen by the reward model of the step before; else at random
    bool measured = false;  ///< one of the sizes

    bool operator==(const RatingStep&) const = default;
};

/// From none to the last of the sizes and over each of them. The random queue goes from size to size, the active one looks
/// after 25 ratings at most; its first step is at random, for there is no reward model yet.
/// @param sizes  ascending
std::vector<RatingStep> ratingSteps(const std::vector<int>& sizes, const std::string& queue);

bool hasPart(const StudyOptions& options, const std::string& part);

}  // namespace attune::cli
