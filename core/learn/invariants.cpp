#include "learn/invariants.h"

#include <cmath>

namespace attune {
namespace {

/// Sampling goes through a cache and batches of another shape than the update: float32 rounding, no more.
constexpr double kRatioTolerance = 2e-3;
/// bfloat16 keeps eight bits, and batches of another shape add up in another order: single tokens may be off by a tenth.
constexpr double kBfloat16RatioTolerance = 3e-2;
constexpr double kKlTolerance = 1e-3;

/// @param invariant  its name in quotes
[[noreturn]] void broken(const std::string& invariant, const std::string& found) {
    throw BrokenInvariant(Error("the run was stopped: " + invariant + " does not hold", found,
                                "resume it from its last checkpoint; if it stops again, please report this with the run folder"),
                          invariant.substr(1, invariant.size() - 2));
}

void checkAllFinite(const torch::Tensor& values, const std::string& name) {
    if (!torch::isfinite(values).all().item<bool>()) broken("\"all " + name + " are finite\"", "some are not");
}

}  // namespace

void checkRollout(const Rollout& rollout) {
    std::int64_t tokens = 0;
    for (const auto& row : rollout.rows) tokens += static_cast<std::int64_t>(row.size());
    const auto masked = rollout.masks.policy.sum().item<double>();
    if (masked != static_cast<double>(tokens))
        broken("\"the mask adds up to the tokens\"",
               "it adds up to " + std::to_string(masked) + " of " + std::to_string(tokens));
    checkAllFinite(rollout.logprobs, "log-probabilities");
    checkAllFinite(rollout.reference, "reference log-probabilities");
    // One sum for each token in the place of as many answers as there are numbers.
    if (rollout.hidden.defined()) checkAllFinite(rollout.hidden.sum(2, /*keepdim=*/false, torch::kFloat32), "states");
    if (rollout.scores.defined()) checkAllFinite(rollout.scores, "scores");
    if (rollout.greedyScores.defined()) checkAllFinite(rollout.greedyScores, "scores of greedy captions");
}

void checkFirstRatio(const torch::Tensor& ratio, const torch::Tensor& mask, bool bfloat16) {
    const auto error = (ratio - 1).abs() * mask;
    const auto found = bfloat16 ? (error.sum() / mask.sum().clamp_min(1)).item<double>() : error.max().item<double>();
    if (!(found <= (bfloat16 ? kBfloat16RatioTolerance : kRatioTolerance)))
        broken("\"the ratio is 1 on the first minibatch\"", "it differs by " + std::to_string(found));
}

void checkInitialKl(double kl) {
    if (!(std::abs(kl) <= kKlTolerance)) broken("\"the KL is 0 at step 0\"", "it is " + std::to_string(kl));
}

void checkFinite(double value, const std::string& what) {
    if (!std::isfinite(value)) broken("\"" + what + " is finite\"", "it is " + std::to_string(value));
}

}  // namespace attune
