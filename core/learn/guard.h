// Against over-optimisation: a reward model is a stand-in, and a policy that climbs it too far writes worse captions at
// higher scores (Gao et al. 2023, "Scaling Laws for Reward Model Overoptimization"). The guard watches what such climbing
// does to captions and stops with a name for it.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace attune {

struct GuardLimits {
    double kl = 12;             ///< nats per caption further from the reference than at the start
    double lengthFactor = 1.6;  ///< captions longer than this times those of the start, or shorter by as much
    double repetition = 0.15;   ///< more repeated bigrams than at the start
    double entropyShare = 0.1;  ///< of the start's entropy
    double groundingFall = 0.15;  ///< nats per caption below the best round, while the reward finds a gain
    double doubt = 0.1;            ///< by so much may the gain over the start, with its deviation on top, lie below 0
    double heldOutJudgements = 16;  ///< fewer say nothing
    double heldOutSureness = 2.58;  ///< quantile of the interval of the agreement: 99 %, since a run is looked at after each round
};

struct GuardStop {
    std::string reason;  ///< "kl", "length", "repetition", "entropy", "grounding", "doubt" or "held_out"
    std::string text;    ///< in words, with the numbers
    int bestRound = 0;   ///< of those before, whose captions tell most of their pictures; 0: the policy as it began
};

/// What tells over-optimisation early is what captions tell of their pictures, by the word of the reference (learn/grounding.h):
/// while a policy learns what is wanted, it leaves out slips and says more that is right; a reward that is climbed for its own sake
/// pays for words that any picture could have. Measured on the demo world: docs/performance.md, "Studies". People may want
/// captions that tell less, short ones say. Their preferences show it: where these go against what captions tell, by more than
/// chance, it is not watched.
///
/// What people said of captions that the reward did not learn from is the other witness (learn/held_out.h). It speaks where the
/// reward finds a gain and, in two rounds running, the policy favours what was rated lower by more than chance. A pair is no
/// observation of its own, since a caption stands in many: Wilson's interval counts half as many as there are captions, exact where
/// each stands in one pair, and wider than the variance of the pairs' mean (a U-statistic) where they stand in several.
class Guard {
  public:
    explicit Guard(const GuardLimits& limits = {}) : m_limits(limits) {}

    /// Before the first round, as round 0, and after each, with the metrics of PolicyTrainer::look. Those that are missing are not
    /// watched.
    /// @return why to stop, if at all
    std::optional<GuardStop> look(int round, const std::map<std::string, double>& metrics);

    /// Whether what captions tell of their pictures counts; known from the first look on.
    bool watchesGrounding() const;

    /// What it has seen, one row of numbers a round, for an exact resume.
    const std::vector<std::map<std::string, double>>& history() const { return m_history; }

  private:
    std::optional<double> goodness(const std::map<std::string, double>& metrics) const;
    bool favoursWorse(const std::map<std::string, double>& metrics) const;
    int bestRound(std::size_t before) const;

    GuardLimits m_limits;
    std::vector<std::map<std::string, double>> m_history;
};

}  // namespace attune
