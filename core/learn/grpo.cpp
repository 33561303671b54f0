// Group relative policy optimisation (Shao et al. 2024), with the corrections of Liu et al. 2025 ("Dr. GRPO") as options.
#include "data/error.h"
#include "learn/masked.h"
#include "learn/objectives.h"
#include "learn/policy_algorithm.h"

namespace attune {
namespace {

class Grpo : public PolicyAlgorithm {
  public:
    explicit Grpo(const PolicyOptions& options) : m_scale(advantageScaleFromText(options.advantageScale)) {
        m_parameters.clipLow = m_parameters.clipHigh = options.clipRange;
        m_parameters.reduction = grpoReductionFromText(options.reduction);
        m_parameters.length = options.maxNewTokens;  // a minibatch is cut to its own longest caption
        if (options.captionsPerImage < 2)
            throw Error("GRPO compares the captions of an image with each other", "captions_per_image is 1",
                        "sample at least two captions of each image");
    }

    void prepare(const Rollout& rollout, double beta, Metrics&, Observer&) override {
        const torch::NoGradGuard noGrad;
        m_parameters.beta = beta;
        m_mask = rollout.masks.policy;
        m_old = rollout.logprobs;
        m_reference = rollout.reference;
        m_advantages = grpoAdvantages(rollout.scores, rollout.captionsPerImage, m_scale);
    }

    StepLoss loss(const Minibatch& minibatch, const torch::Tensor& logprobs, const torch::Tensor&) override {
        const auto mask = minibatch.of(m_mask), old = minibatch.of(m_old);
        const auto advantages = minibatch.of(m_advantages);
        // Padding is masked before the exponentials: an infinity behind the end times 0 would be no number.
        const auto loss = grpoLoss(logprobs * mask, old, minibatch.of(m_reference), advantages, mask, m_parameters);
        const auto clipped =
            clippedShare(logprobs.detach() - old, advantages.unsqueeze(1), m_parameters.clipLow, m_parameters.clipHigh);
        return stepLoss(loss, logprobs, old, mask,
                        {{"loss/policy_avg", loss}, {"policy/clipfrac_avg", maskedMean(clipped, mask)}});
    }

  private:
    AdvantageScale m_scale;
    GrpoParameters m_parameters;
    torch::Tensor m_mask, m_old, m_reference;  ///< (N, T)
    torch::Tensor m_advantages;                ///< (N)
};

}  // namespace

std::unique_ptr<PolicyAlgorithm> makeGrpo(const PolicyOptions& options) { return std::make_unique<Grpo>(options); }

}  // namespace attune
