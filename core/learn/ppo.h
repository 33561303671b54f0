// Proximal policy optimisation with a critic (Schulman et al. 2017).
#pragma once

#include <memory>

#include "learn/critic.h"
#include "learn/policy_algorithm.h"

namespace attune {

class Ppo : public PolicyAlgorithm {
  public:
    /// @param features (1, S, D_v) of any image
    Ppo(const PolicyOptions& options, const Captioner& policy, const torch::Tensor& features);

    void prepare(const Rollout& rollout, double beta, Metrics& metrics, Observer& observer) override;
    StepLoss loss(const Minibatch& minibatch, const torch::Tensor& logprobs,
                  const torch::Tensor& hidden) override;
    NamedParameters parameters() const override { return m_ownParameters; }
    std::map<std::string, double> state() const override {
        return {{"critic_ready", m_criticReady ? 1.0 : 0.0}};
    }
    void setState(const std::map<std::string, double>& state) override;

  private:
    /// Fits the critic to the round's returns. @return (N, T) values for this round, of which none saw its own picture's returns
    torch::Tensor startCritic(const Rollout& rollout, const torch::Tensor& hidden);
    torch::Tensor values(const torch::Tensor& hidden, const torch::Tensor& siblings) const;

    PolicyOptions m_options;
    PpoParameters m_parameters;
    Critic m_critic;
    std::shared_ptr<Captioner> m_trunk;  ///< that a separate critic reads its states from; null where it reads the policy's
    NamedParameters m_ownParameters;
    bool m_criticReady = false;
    // Of the current round, (N, T) each.
    ResponseMasks m_masks;
    torch::Tensor m_oldLogprobs, m_oldValues;
    torch::Tensor m_siblings;  ///< (N) mean score of the image's other captions
    Experience m_experience;
};

}  // namespace attune
