// Running mean and deviation of all scores so far (Chan, Golub and LeVeque 1979).
#pragma once

#include <algorithm>
#include <cmath>

#include <torch/torch.h>

namespace attune {

class ScoreNormalizer {
  public:
    /// @param scores (N)
    void add(const torch::Tensor& scores) {
        const auto values = scores.to(torch::kFloat64);
        const auto count = static_cast<double>(values.numel());
        if (count == 0) return;
        const double batchMean = values.mean().item<double>();
        const double batchSquares = (values - batchMean).square().sum().item<double>();
        const double gap = batchMean - mean, total = this->count + count;
        mean += gap * count / total;
        squares += batchSquares + gap * gap * this->count * count / total;
        this->count = total;
    }
    double deviation() const { return count > 1 ? std::max(std::sqrt(squares / (count - 1)), 1e-6) : 1; }
    torch::Tensor apply(const torch::Tensor& scores) const { return (scores - mean) / deviation(); }

    double count = 0, mean = 0, squares = 0;
};

}  // namespace attune
