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
    double kl = 12;             ///< nats per caption from the reference
    double lengthFactor = 1.6;  ///< captions longer than this times those of the start, or shorter by as much
    double repetition = 0.15;   ///< more repeated bigrams than at the start
    double entropyShare = 0.1;  ///< of the start's entropy
    double likelihoodFall = 0.025;  ///< nats per token below the best round, under the reference, while the reward finds a gain
    double doubt = 0.1;            ///< by so much may the gain over the start, with its deviation on top, lie below 0
};

struct GuardStop {
    std::string reason;  ///< "kl", "length", "repetition", "entropy", "likelihood" or "doubt"
    std::string text;    ///< in words, with the numbers
    int bestRound = 0;   ///< of those before, whose captions the reference finds likeliest; 0: the policy as it began
};

/// What tells over-optimisation early is the reference: while a policy learns what is rewarded, it writes more and more of
/// what the reference finds likely as well, having left out its slips; captions that are rewarded for what they should not
/// be are such as the reference would not write. Measured on the demo world: docs/performance.md, "Studies". Where people
/// want other captions than the reference's, longer ones say, the same happens for a good reason: the guard names what it
/// saw, and it can be turned off.
class Guard {
  public:
    explicit Guard(const GuardLimits& limits = {}) : m_limits(limits) {}

    /// Before the first round, as round 0, and after each, with the metrics of GuardSample. Those that are missing are not
    /// watched.
    /// @return why to stop, if at all
    std::optional<GuardStop> look(int round, const std::map<std::string, double>& metrics);

    /// What it has seen, one row of numbers a round, for an exact resume.
    const std::vector<std::map<std::string, double>>& history() const { return m_history; }

  private:
    int bestRound() const;

    GuardLimits m_limits;
    std::vector<std::map<std::string, double>> m_history;
};

}  // namespace attune
