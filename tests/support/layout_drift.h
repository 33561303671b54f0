// How far the points of a layout have moved. It needs LibTorch.
#pragma once

#include <torch/torch.h>

#include <utility>

namespace attune::test {

/// Mean distance between the same points of two layouts, (N, 2) each, and what it would be between points taken at random.
inline std::pair<double, double> drift(const torch::Tensor& a, const torch::Tensor& b) {
    return {(a - b).norm(2, 1).mean().item<double>(), torch::cdist(a, b).mean().item<double>()};
}

}  // namespace attune::test
