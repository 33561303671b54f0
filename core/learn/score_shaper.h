// From what a reward says of captions to what the policy is taught: bounded, normalised, clipped, penalised.
#pragma once

#include <torch/torch.h>

#include "data/policy_options.h"
#include "learn/reward_model.h"
#include "learn/rows.h"
#include "learn/score_normalizer.h"

namespace attune {

struct ShapedScores {
    torch::Tensor scores;  ///< (N) float32 on the CPU
    // What was taken from them on average, in units of the shaped score.
    double lengthPenalty = 0;
    double repetitionPenalty = 0;
};

class ScoreShaper {
  public:
    explicit ScoreShaper(const PolicyOptions& options) : m_options(options) {}

    /// Takes the scores of a round into the running mean and deviation. @throws Error as `shape`
    void observe(const RewardScores& reward);
    /// @param rows  the captions @param ended (N) bool: their last token is an end token
    /// @throws Error if a lower bound is wanted of a reward that does not know its uncertainty
    ShapedScores shape(const RewardScores& reward, const TokenRows& rows, const torch::Tensor& ended) const;

    ScoreNormalizer normalizer;

  private:
    torch::Tensor bounded(const RewardScores& reward) const;

    PolicyOptions m_options;
};

}  // namespace attune
