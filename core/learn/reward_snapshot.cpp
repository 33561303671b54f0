#include "learn/reward_snapshot.h"

namespace attune {

torch::Tensor rewardRepresentation(const RewardHeads& heads, const torch::Tensor& x) {
    const torch::NoGradGuard noGrad;
    std::map<std::string, torch::Tensor> part;
    for (const auto& [name, parameter] : heads.parameters()) part[name] = parameter.detach();
    if (!part.contains("hidden.weight")) return x * part.at("linear").mean(0);  // (N, F)
    const auto hidden = torch::tanh(torch::matmul(x, part.at("hidden.weight")) +
                                    part.at("hidden.bias").unsqueeze(1));  // (K, N, H)
    return hidden.transpose(0, 1).reshape({x.size(0), -1});                // (N, K*H)
}

}  // namespace attune
