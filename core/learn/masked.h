// Means and variances over the real tokens of a padded batch.
#pragma once

#include <torch/torch.h>

namespace attune {

/// Sum of `values` where `mask` is 1, over the sum of the mask. @param values, mask (N, T) @return a scalar tensor
torch::Tensor maskedMean(const torch::Tensor& values, const torch::Tensor& mask);

/// Unbiased variance (divided by n - 1) over the masked-in values. @throws Error with fewer than two of them
torch::Tensor maskedVariance(const torch::Tensor& values, const torch::Tensor& mask);

/// (values - mean) / sqrt(variance + 1e-8) over the masked-in values, 0 elsewhere; with `keepMean` the mean is added
/// back. @return (N, T)
torch::Tensor maskedWhiten(const torch::Tensor& values, const torch::Tensor& mask, bool keepMean = false);

}  // namespace attune
