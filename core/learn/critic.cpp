#include "learn/critic.h"

namespace attune {

Critic::Critic(std::int64_t width, torch::Device device)
    : m_parameters{{"critic.weight", torch::zeros({width}, device)},
                   {"critic.bias", torch::zeros({1}, device)}} {
    for (auto& [name, parameter] : m_parameters) parameter.requires_grad_(true);
}

torch::Tensor Critic::values(const torch::Tensor& inputs) const {
    return inputs.to(torch::kFloat32).matmul(m_parameters[0].second) + m_parameters[1].second;
}

double Critic::fit(const torch::Tensor& inputs, const torch::Tensor& returns, double ridge) {
    const torch::NoGradGuard noGrad;
    const auto x = inputs.to(torch::kFloat64), y = returns.to(torch::kFloat64);
    const auto meanX = x.mean(0), meanY = y.mean();
    const auto centred = x - meanX;  // (M, D)
    auto gram = centred.t().matmul(centred);
    gram.diagonal().add_(ridge);
    const auto factor = torch::linalg_cholesky(gram);
    const auto weight =
        torch::cholesky_solve(centred.t().matmul(y - meanY).unsqueeze(1), factor).squeeze(1);  // (D)
    m_parameters[0].second.copy_(weight);
    m_parameters[1].second.copy_((meanY - meanX.dot(weight)).unsqueeze(0));
    const auto total = (y - meanY).square().sum().item<double>();
    const auto left = (y - meanY - centred.matmul(weight)).square().sum().item<double>();
    return total > 0 ? 1 - left / total : 0;
}

}  // namespace attune
