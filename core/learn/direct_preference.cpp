// Direct preference optimisation (Rafailov et al. 2023): a classifier on pairs whose logit is what the policy says of them
// beyond the reference. Nothing is sampled and no reward is asked.
#include "data/error.h"
#include "learn/objectives.h"
#include "learn/policy_algorithm.h"

namespace attune {
namespace {

class DirectPreference : public PolicyAlgorithm {
  public:
    explicit DirectPreference(const PolicyOptions& options)
        : m_kind(dpoKindFromText(options.preferenceLoss)), m_labelSmoothing(options.labelSmoothing) {
        if (options.klCoefficient <= 0)
            throw Error("DPO needs a weight of the reference above 0", "the option kl_coefficient is 0");
    }

    bool learnsFromGiven() const override { return true; }

    void prepare(const Rollout& pairs, double beta, Metrics&, Observer&) override {
        m_beta = beta;
        m_mask = pairs.masks.policy;
        m_old = pairs.logprobs;
        m_reference = (pairs.reference * m_mask).sum(1);
    }

    StepLoss loss(const Minibatch& minibatch, const torch::Tensor& logprobs, const torch::Tensor&) override {
        const auto mask = minibatch.of(m_mask);
        const auto now = (logprobs * mask).sum(1).view({-1, 2});           // (M / 2, 2): preferred, not
        const auto reference = minibatch.of(m_reference).view({-1, 2});
        const auto out = dpo(now.select(1, 0), now.select(1, 1), reference.select(1, 0), reference.select(1, 1), m_beta,
                             m_kind, m_labelSmoothing);
        return stepLoss(out.loss, logprobs, minibatch.of(m_old), mask,
                        {{"loss/policy_avg", out.loss},
                         {"rewards/chosen", out.chosenRewards.mean()},
                         {"rewards/rejected", out.rejectedRewards.mean()},
                         {"rewards/margins", (out.chosenRewards - out.rejectedRewards).mean()},
                         {"rewards/accuracies", out.accuracy}});
    }

  private:
    DpoKind m_kind;
    double m_labelSmoothing;
    double m_beta = 0;
    torch::Tensor m_mask, m_old;  ///< (N, T)
    torch::Tensor m_reference;    ///< (N) of whole captions
};

}  // namespace

std::unique_ptr<PolicyAlgorithm> makeDirectPreference(const PolicyOptions& options) {
    return std::make_unique<DirectPreference>(options);
}

}  // namespace attune
