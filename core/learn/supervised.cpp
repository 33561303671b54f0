// Supervised fine-tuning: the policy learns to write captions that somebody found right. Nothing is sampled to learn from and no
// reward is asked.
#include "learn/imitation.h"

namespace attune {
namespace {

class Supervised : public Imitation {
  public:
    bool learnsFromGiven() const override { return true; }

    /// Of a pair the preferred one.
    std::vector<std::int64_t> rowsOf(const Rollout& demonstrations, std::int64_t image) const override {
        return {image * demonstrations.captionsPerImage};
    }
};

}  // namespace

std::unique_ptr<PolicyAlgorithm> makeSupervised() { return std::make_unique<Supervised>(); }

}  // namespace attune
