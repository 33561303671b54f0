// What a reward says of captions whose images are looked at block by block.
#pragma once

#include <vector>

#include "learn/reward_model.h"

namespace attune {

/// Heads that attend to image states score a block while its states are there, others all captions at once.
class BlockScores {
  public:
    /// @param model  must live as long
    explicit BlockScores(const RewardModel& model) : m_model(model) {}

    void add(const RewardInputs& block);

    /// Of all captions, not standardised. @param order (N) int64, where each stands among the rows that were added; undefined:
    /// as they were added @return (N, F)
    torch::Tensor columns(const torch::Tensor& order = {}) const;
    RewardScores scores(const torch::Tensor& order = {}) const;

  private:
    const RewardModel& m_model;
    std::vector<torch::Tensor> m_columns;
    std::vector<RewardScores> m_scores;  ///< of each block, where the heads attend to states
};

}  // namespace attune
