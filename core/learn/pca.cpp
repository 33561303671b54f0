#include "learn/pca.h"

#include <algorithm>

#include "data/rng.h"

namespace attune {

namespace {

constexpr std::int64_t kSpareColumns = 2;
/// Orthonormalisations, and multiplications by the covariance in front of each.
constexpr int kIterations = 8, kPowers = 3;

/// @param components (K, D) @param variances (K), falling
void finish(PrincipalComponents& result, const torch::Tensor& components, const torch::Tensor& variances,
            const torch::Tensor& total) {
    // An eigenvector's sign is arbitrary: fix it, so that a layout does not flip between two computations.
    const auto largest = components.abs().argmax(1, true);
    const auto sign = components.gather(1, largest).sign();
    const auto used = (variances > total * 1e-12).to(torch::kFloat64).unsqueeze(1);
    result.components = components * sign * used;
    result.explained = variances / total.clamp_min(1e-300);
}

torch::Tensor randomBasis(std::int64_t rows, std::int64_t columns) {
    Rng rng(1);
    auto basis = torch::empty({rows, columns}, torch::kFloat64);
    auto* values = basis.data_ptr<double>();
    for (std::int64_t i = 0; i < basis.numel(); ++i) values[i] = rng.normal();
    return basis;
}

}  // namespace

torch::Tensor PrincipalComponents::project(const torch::Tensor& points) const {
    return torch::mm(points.to(mean.options()) - mean, components.t());  // (N, K)
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
    finish(result, components, variances, values.clamp_min(0).sum());
    return result;
}

PrincipalComponents leadingComponents(const torch::Tensor& points, std::int64_t count) {
    const torch::NoGradGuard noGrad;
    const auto x = points.to(torch::kCPU, torch::kFloat64);
    const auto d = x.size(1);
    PrincipalComponents result;
    result.mean = x.mean(0);
    const auto centred = x - result.mean;  // (N, D)
    const auto columns = std::min(d, count + kSpareColumns);
    auto basis = std::get<0>(torch::linalg_qr(randomBasis(d, columns)));  // (D, K + 2)
    const auto covariance = torch::mm(centred.t(), centred) / x.size(0);  // (D, D)
    const auto total = covariance.diagonal().sum();
    // Of trace 1, so that powers of it neither grow nor vanish; and never quite singular.
    const auto step = covariance / total.clamp_min(1e-300) + torch::eye(d, torch::kFloat64) * 1e-12;
    for (int i = 0; i < kIterations; ++i) {
        for (int power = 0; power < kPowers; ++power) basis = torch::mm(step, basis);
        basis = std::get<0>(torch::linalg_qr(basis));
    }
    // Rayleigh and Ritz: the best directions within the subspace.
    const auto inside = torch::mm(basis.t(), torch::mm(covariance, basis));  // (K + 2, K + 2)
    const auto [values, vectors] = torch::linalg_eigh(inside, "L");
    basis = torch::mm(basis, vectors.flip({1}));
    const auto variances = values.flip({0}).narrow(0, 0, count).clamp_min(0);
    finish(result, basis.narrow(1, 0, count).t().contiguous(), variances, total);
    return result;
}

}  // namespace attune
