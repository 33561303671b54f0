// REINFORCE with a baseline (Williams 1992): the mean score, or that of the greedy caption (Rennie et al. 2017,
// "Self-critical Sequence Training for Image Captioning"). Without a ratio: behind the first step of a round it is the gradient at
// another policy than the one that wrote the captions, see policy_presets.cpp.
#include "data/error.h"
#include "learn/objectives.h"
#include "learn/policy_algorithm.h"

namespace attune {
namespace {

class Reinforce : public PolicyAlgorithm {
  public:
    explicit Reinforce(const PolicyOptions& options)
        : m_baseline(options.baseline),
          m_estimator(klEstimatorFromText(options.klEstimator)),
          m_whiten(options.whitenAdvantages) {
        if (m_baseline == "group" && options.captionsPerImage < 2)
            throw Error("the mean of an image's captions is no baseline for a single caption", "captions_per_image is 1",
                        "sample more captions of each image, or take another baseline");
    }

    bool needsGreedy() const override { return m_baseline == "greedy"; }

    void prepare(const Rollout& rollout, double beta, Metrics&, Observer&) override {
        const torch::NoGradGuard noGrad;
        const auto rewards = klPenalizedScores(rollout, beta, m_estimator);  // (N)
        m_mask = rollout.masks.policy;
        m_old = rollout.logprobs;
        m_advantages = rewards - baseline(rollout, rewards);
        if (m_whiten) m_advantages = standardized(m_advantages);
    }

    StepLoss loss(const Minibatch& minibatch, const torch::Tensor& logprobs, const torch::Tensor&) override {
        const auto mask = minibatch.of(m_mask);
        const auto loss = reinforceLoss((logprobs * mask).sum(1), minibatch.of(m_advantages));
        return stepLoss(loss, logprobs, minibatch.of(m_old), mask, {{"loss/policy_avg", loss}});
    }

  private:
    torch::Tensor baseline(const Rollout& rollout, const torch::Tensor& rewards) const {
        const auto group = rollout.captionsPerImage;
        // The rewards are scores less a KL; the greedy captions' own is not known, and the mean of the round stands for it.
        if (m_baseline == "greedy") return rollout.greedyScores.repeat_interleave(group) + (rewards - rollout.scores).mean();
        if (m_baseline == "group") return rewards.view({-1, group}).mean(1).repeat_interleave(group);
        return rewards.mean();
    }

    std::string m_baseline;
    KlEstimator m_estimator;
    bool m_whiten;
    torch::Tensor m_mask, m_old;  ///< (N, T)
    torch::Tensor m_advantages;   ///< (N)
};

}  // namespace

std::unique_ptr<PolicyAlgorithm> makeReinforce(const PolicyOptions& options) {
    return std::make_unique<Reinforce>(options);
}

}  // namespace attune
