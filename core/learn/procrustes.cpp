#include "learn/procrustes.h"

#include <cmath>

#include "data/error.h"

namespace attune {

torch::Tensor procrustes(const torch::Tensor& layout, const torch::Tensor& target) {
    return procrustes(layout, target, torch::arange(layout.size(0)));
}

torch::Tensor procrustes(const torch::Tensor& layout, const torch::Tensor& target, const torch::Tensor& rows) {
    if (layout.dim() != 2 || layout.size(1) != 2 || target.dim() != 2 || target.size(1) != 2 || target.size(0) != rows.numel())
        throw Error("two layouts of different points cannot be aligned");
    const torch::NoGradGuard noGrad;
    const auto all = layout.to(torch::kCPU, torch::kFloat64), y = target.to(torch::kCPU, torch::kFloat64);
    if (rows.numel() == 0) return layout.to(torch::kCPU, torch::kFloat32);
    const auto x = all.index_select(0, rows);  // (K, 2)
    const auto from = x.mean(0), centre = y.mean(0);
    const auto m = torch::mm((x - from).t(), y - centre);  // (2, 2)
    const auto cell = m.accessor<double, 2>();
    // trace(R' M) is greatest for the rotation by atan2(turnY, turnX), or for the mirroring that ends there.
    const double turnX = cell[0][0] + cell[1][1], turnY = cell[0][1] - cell[1][0];
    const double mirrorX = cell[0][0] - cell[1][1], mirrorY = cell[0][1] + cell[1][0];
    const bool mirrored = std::hypot(mirrorX, mirrorY) > std::hypot(turnX, turnY);
    const double angle = mirrored ? std::atan2(mirrorY, mirrorX) : std::atan2(turnY, turnX);
    const double c = std::cos(angle), s = std::sin(angle), side = mirrored ? -1 : 1;
    const auto map = torch::tensor({c, s, -side * s, side * c}, torch::kFloat64).view({2, 2});
    return (torch::mm(all - from, map) + centre).to(torch::kFloat32);
}

}  // namespace attune
