// Rows of a study for tests, and what comes of them.
#pragma once

#include <cstdint>
#include <string>

#include "study_summary.h"

namespace attune::test {

inline cli::StudyRow row(const char* part, const char* algorithm, int ratings, std::uint64_t seed, int round, double sampled, double greedy) {
    cli::StudyRow r;
    r.part = part;
    r.algorithm = algorithm;
    r.ratings = ratings;
    r.seed = seed;
    r.round = round;
    r.values = {{"gold_sampled", sampled}, {"gold_greedy", greedy}};
    return r;
}

/// On the first target whose sentence holds these words, in a study of 200 ratings with PPO first.
inline std::string verdictOf(const cli::StudySummary& summary, const std::string& words) {
    for (const auto& target : cli::studyTargets(summary, 200, "ppo"))
        if (target.wanted.find(words) != std::string::npos) return target.verdict;
    return "no such target";
}

}  // namespace attune::test
