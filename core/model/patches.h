// Pictures cut into patches, as vision transformers embed them.
#pragma once

#include <torch/torch.h>

namespace attune {

/// A convolution whose stride is its kernel is a matrix product over the patches; what does not fill a patch at the
/// right and at the bottom is left out.
/// @param pixels (B, C, H, W) @param weight (D, C, h, w) @param bias (D) or undefined
/// @return (B, rows * columns, D), row by row
torch::Tensor embedPatches(const torch::Tensor& pixels, const torch::Tensor& weight, const torch::Tensor& bias);

/// @throws Error unless the pictures are (B, channels, height, width)
void checkPixels(const torch::Tensor& pixels, std::int64_t channels, std::int64_t height, std::int64_t width);

}  // namespace attune
