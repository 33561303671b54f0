#include "learn/policy_algorithm.h"

#include "data/error.h"
#include "learn/ppo.h"

namespace attune {

std::unique_ptr<PolicyAlgorithm> makePolicyAlgorithm(const PolicyOptions& options, const Captioner& policy,
                                                     torch::Device device) {
    if (options.algorithm == "ppo") return std::make_unique<Ppo>(options, policy.hiddenSize(), device);
    throw Error("there is no algorithm \"" + options.algorithm + "\"", "there is ppo");
}

}  // namespace attune
