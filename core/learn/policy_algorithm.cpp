#include "learn/policy_algorithm.h"

#include <numeric>

#include "data/error.h"
#include "learn/masked.h"
#include "learn/ppo.h"

namespace attune {

std::unique_ptr<PolicyAlgorithm> makePolicyAlgorithm(const PolicyOptions& options, const Captioner& policy,
                                                     const torch::Tensor& features) {
    if (options.algorithm == "ppo") return std::make_unique<Ppo>(options, policy, features);
    if (options.algorithm == "reinforce") return makeReinforce(options);
    if (options.algorithm == "rloo") return makeRloo(options);
    if (options.algorithm == "grpo") return makeGrpo(options);
    if (options.algorithm == "dpo") return makeDirectPreference(options);
    if (options.algorithm == "best_of_n") return makeBestOfN();
    if (options.algorithm == "sft") return makeSupervised();
    throw Error("there is no algorithm \"" + options.algorithm + "\"",
                "there are ppo, reinforce, rloo, grpo, dpo, best_of_n and sft");
}

std::vector<std::int64_t> PolicyAlgorithm::rowsOf(const Rollout& rollout, std::int64_t image) const {
    std::vector<std::int64_t> rows(static_cast<std::size_t>(rollout.captionsPerImage));
    std::iota(rows.begin(), rows.end(), image * rollout.captionsPerImage);
    return rows;
}

StepLoss stepLoss(const torch::Tensor& total, const torch::Tensor& logprobs, const torch::Tensor& old,
                  const torch::Tensor& mask, std::map<std::string, torch::Tensor> numbers) {
    StepLoss out;
    out.total = total;
    const torch::NoGradGuard noGrad;
    const auto logRatio = (logprobs.detach() - old) * mask;
    out.ratio = logRatio.exp();
    numbers["policy/approxkl_avg"] = 0.5 * maskedMean(logRatio.square(), mask);
    numbers["val/ratio"] = out.ratio.index({mask > 0}).mean();
    // One copy from the device for all numbers of the step.
    std::vector<torch::Tensor> values;
    for (const auto& [name, value] : numbers) values.push_back(value.detach().to(torch::kFloat64).reshape({}));
    const auto copied = torch::stack(values).to(torch::kCPU);
    std::int64_t i = 0;
    for (const auto& [name, value] : numbers) out.metrics[name] = copied[i++].item<double>();
    out.moved = out.metrics.at("policy/approxkl_avg");
    return out;
}

torch::Tensor klPenalizedScores(const Rollout& rollout, double beta, KlEstimator estimator) {
    const auto kl = tokenKl(rollout.logprobs, rollout.reference, estimator) * rollout.masks.policy;  // (N, T)
    return rollout.scores - beta * kl.sum(1);                                                        // (N)
}

}  // namespace attune
