// One side of a space that images and texts share: from states to points.
#pragma once

#include <torch/torch.h>

namespace attune {

struct SpaceHead {
    torch::Tensor projection;             ///< (E, D)
    torch::Tensor mean = {}, deviation = {};  ///< (D) what states are standardised with; undefined: they are taken as they are

    /// @param states (N, D) float32, on the CPU
    torch::Tensor standardised(const torch::Tensor& states) const {
        return mean.defined() ? (states - mean) / deviation : states;
    }
    /// @param states (N, D), on any device @return (N, E) of unit length, float32 on the CPU
    torch::Tensor place(const torch::Tensor& states) const {
        const torch::NoGradGuard noGrad;
        const auto points = torch::mm(standardised(states.to(torch::kCPU, torch::kFloat32)), projection.t());
        return points / points.norm(2, 1, true).clamp_min(1e-12);
    }
};

}  // namespace attune
