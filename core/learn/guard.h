// Against over-optimisation: a reward model is a stand-in, and a policy that climbs it too far writes worse captions at
// higher scores (Gao et al. 2023, "Scaling Laws for Reward Model Overoptimization"). The guard watches what such climbing
// does to captions and stops with a name for it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace attune {

/// Share of a caption's token bigrams that it has had before, in [0, 1]; 0 with fewer than two tokens.
double repeatedShare(const std::vector<std::int64_t>& caption);

/// Its mean over captions with two tokens or more.
double repeatedBigrams(const std::vector<std::vector<std::int64_t>>& captions);

struct GuardLimits {
    double kl = 12;            ///< nats per caption from the reference
    double lengthFactor = 1.6;  ///< captions longer than this times those of the first round, or shorter by as much
    double repetition = 0.15;  ///< more repeated bigrams than in the first round
    double entropyShare = 0.1;  ///< of the first round's entropy
    int doubtRounds = 2;       ///< rounds in which the score rose and its lower bound fell
};

struct GuardStop {
    std::string reason;  ///< "kl", "length", "repetition", "entropy" or "doubt"
    std::string text;    ///< in words, with the numbers
    int bestRound = 0;   ///< with the highest lower bound of the score before it went wrong; from 1
};

class Guard {
  public:
    explicit Guard(const GuardLimits& limits = {}) : m_limits(limits) {}

    /// After each round, with the round's metrics: objective/scores, scores_uncertainty (deviation of the reward's heads),
    /// kl, length, repetition, entropy. Those that are missing are not watched.
    /// @return why to stop, if at all
    std::optional<GuardStop> look(int round, const std::map<std::string, double>& metrics);

    /// What it has seen, one row of numbers a round, for an exact resume.
    const std::vector<std::map<std::string, double>>& history() const { return m_history; }

  private:
    int bestRound() const;
    bool doubts() const;

    GuardLimits m_limits;
    std::vector<std::map<std::string, double>> m_history;
};

}  // namespace attune
