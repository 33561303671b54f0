#include "learn/pca.h"

namespace attune {

torch::Tensor PrincipalComponents::project(const torch::Tensor& points) const {
    return torch::mm(points.to(mean.dtype()) - mean, components.t());  // (N, K)
}

PrincipalComponents principalComponents(const torch::Tensor& points, std::int64_t count) {
    const torch::NoGradGuard noGrad;
    // Of the covariance rather than of the points: D is small, N is not. In float64, since it squares.
    const auto x = points.to(torch::kCPU, torch::kFloat64);
    PrincipalComponents result;
    result.mean = x.mean(0);
    const auto centred = x - result.mean;                                     // (N, D)
    const auto covariance = torch::mm(centred.t(), centred) / x.size(0);      // (D, D)
    const auto [values, vectors] = torch::linalg_eigh(covariance, "L");       // ascending; (D), (D, D)
    auto components = vectors.flip({1}).narrow(1, 0, count).t().contiguous();  // (K, D)
    const auto variances = values.flip({0}).narrow(0, 0, count).clamp_min(0);
    // An eigenvector's sign is arbitrary: fix it, so that a layout does not flip between two computations.
    const auto largest = components.abs().argmax(1, true);
    const auto sign = components.gather(1, largest).sign();
    const auto total = values.clamp_min(0).sum();
    const auto used = (variances > total * 1e-12).to(torch::kFloat64).unsqueeze(1);
    result.components = components * sign * used;
    result.explained = variances / total.clamp_min(1e-300);
    return result;
}

}  // namespace attune
