// What methods have in common whose policy learns to write captions as they stand: which ones, they say by `rowsOf`.
#pragma once

#include "learn/masked.h"
#include "learn/policy_algorithm.h"

namespace attune {

class Imitation : public PolicyAlgorithm {
  public:
    void prepare(const Rollout& rollout, double, Metrics&, Observer&) override {
        m_mask = rollout.masks.policy;
        m_old = rollout.logprobs;
    }

    /// The mean over tokens of how unlikely the policy finds them.
    StepLoss loss(const Minibatch& minibatch, const torch::Tensor& logprobs, const torch::Tensor&) override {
        const auto mask = minibatch.of(m_mask);
        const auto loss = maskedMean(-logprobs, mask);
        return stepLoss(loss, logprobs, minibatch.of(m_old), mask, {{"loss/policy_avg", loss}});
    }

  private:
    torch::Tensor m_mask, m_old;  ///< (N, T)
};

}  // namespace attune
