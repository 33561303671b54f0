// Supervised fine-tuning: the policy learns to write captions that somebody found right. Nothing is sampled to learn from and no
// reward is asked.
#include "learn/masked.h"
#include "learn/policy_algorithm.h"

namespace attune {
namespace {

class Supervised : public PolicyAlgorithm {
  public:
    bool learnsFromPairs() const override { return true; }

    void prepare(const Rollout& demonstrations, double, Metrics&) override {
        m_mask = demonstrations.masks.policy;
        m_old = demonstrations.logprobs;
    }

    /// Of a pair the preferred one.
    std::vector<std::int64_t> rowsOf(const Rollout& demonstrations, std::int64_t image) const override {
        return {image * demonstrations.captionsPerImage};
    }

    StepLoss loss(const Minibatch& minibatch, const torch::Tensor& logprobs, const torch::Tensor&) override {
        const auto mask = minibatch.of(m_mask);
        const auto loss = maskedMean(-logprobs, mask);
        return stepLoss(loss, logprobs, minibatch.of(m_old), mask, {{"loss/policy_avg", loss}});
    }

  private:
    torch::Tensor m_mask, m_old;  ///< (N, T)
};

}  // namespace

std::unique_ptr<PolicyAlgorithm> makeSupervised() { return std::make_unique<Supervised>(); }

}  // namespace attune
