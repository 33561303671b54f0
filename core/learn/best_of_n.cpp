// Best of n, also known as rejection sampling fine-tuning (Touvron et al. 2023, section 3.2.3): of each image the caption
// with the highest score is kept, and the policy learns to write it.
#include "learn/imitation.h"

namespace attune {
namespace {

class BestOfN : public Imitation {
  public:
    void prepare(const Rollout& rollout, double beta, Metrics& metrics, Observer& observer) override {
        const torch::NoGradGuard noGrad;
        Imitation::prepare(rollout, beta, metrics, observer);
        const auto best = rollout.scores.view({-1, rollout.captionsPerImage}).max(1);  // (B)
        const auto column = std::get<1>(best).to(torch::kCPU);
        m_best.assign(column.data_ptr<std::int64_t>(), column.data_ptr<std::int64_t>() + column.numel());
        metrics["objective/best_scores"] = std::get<0>(best).mean().item<double>();
    }

    std::vector<std::int64_t> rowsOf(const Rollout& rollout, std::int64_t image) const override {
        return {image * rollout.captionsPerImage + m_best[static_cast<std::size_t>(image)]};
    }

  private:
    std::vector<std::int64_t> m_best;  ///< of each image the place among its captions
};

}  // namespace

std::unique_ptr<PolicyAlgorithm> makeBestOfN() { return std::make_unique<BestOfN>(); }

}  // namespace attune
