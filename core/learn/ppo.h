// Proximal policy optimisation with a critic (Schulman et al. 2017).
#pragma once

#include "learn/critic.h"
#include "learn/policy_algorithm.h"

namespace attune {

class Ppo : public PolicyAlgorithm {
  public:
    Ppo(const PolicyOptions& options, std::int64_t hiddenSize, torch::Device device);

    void prepare(const Rollout& rollout, double beta, Metrics& metrics) override;
    StepLoss loss(const Minibatch& minibatch, const torch::Tensor& logprobs,
                  const torch::Tensor& hidden) override;
    NamedParameters parameters() const override { return m_critic.parameters(); }
    std::map<std::string, double> state() const override {
        return {{"critic_ready", m_criticReady ? 1.0 : 0.0}};
    }
    void setState(const std::map<std::string, double>& state) override;

  private:
    void startCritic(const Rollout& rollout);

    PpoParameters m_parameters;
    Critic m_critic;
    bool m_criticReady = false;
    // Of the current round, (N, T) each.
    ResponseMasks m_masks;
    torch::Tensor m_oldLogprobs, m_oldValues;
    torch::Tensor m_siblings;  ///< (N) mean score of the image's other captions
    Experience m_experience;
};

}  // namespace attune
