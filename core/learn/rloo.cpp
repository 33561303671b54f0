// REINFORCE leave-one-out (Kool et al. 2019; Ahmadian et al. 2024, "Back to Basics"): each caption is compared with the
// image's other captions, and the ratio of whole captions is clipped.
#include "data/error.h"
#include "learn/objectives.h"
#include "learn/policy_algorithm.h"

namespace attune {
namespace {

class Rloo : public PolicyAlgorithm {
  public:
    explicit Rloo(const PolicyOptions& options)
        : m_estimator(klEstimatorFromText(options.klEstimator)),
          m_whiten(options.whitenAdvantages),
          m_clipRange(options.clipRange) {
        if (options.captionsPerImage < 2)
            throw Error("RLOO compares the captions of an image with each other", "captions_per_image is 1",
                        "sample at least two captions of each image");
    }

    void prepare(const Rollout& rollout, double beta, Metrics&, Observer&) override {
        const torch::NoGradGuard noGrad;
        m_mask = rollout.masks.policy;
        m_old = rollout.logprobs;
        m_advantages = rlooAdvantages(klPenalizedScores(rollout, beta, m_estimator), rollout.captionsPerImage, m_whiten);
    }

    StepLoss loss(const Minibatch& minibatch, const torch::Tensor& logprobs, const torch::Tensor&) override {
        const auto mask = minibatch.of(m_mask), old = minibatch.of(m_old);
        const auto now = (logprobs * mask).sum(1), before = (old * mask).sum(1);  // (M)
        const auto advantages = minibatch.of(m_advantages);
        const auto loss = sequenceClippedLoss(now, before, advantages, m_clipRange, m_clipRange);
        const auto clipped = clippedShare(now.detach() - before, advantages, m_clipRange, m_clipRange);
        return stepLoss(loss, logprobs, old, mask, {{"loss/policy_avg", loss}, {"policy/clipfrac_avg", clipped.mean()}});
    }

  private:
    KlEstimator m_estimator;
    bool m_whiten;
    double m_clipRange;
    torch::Tensor m_mask, m_old;  ///< (N, T)
    torch::Tensor m_advantages;   ///< (N)
};

}  // namespace

std::unique_ptr<PolicyAlgorithm> makeRloo(const PolicyOptions& options) { return std::make_unique<Rloo>(options); }

}  // namespace attune
