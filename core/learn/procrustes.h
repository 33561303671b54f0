// Laying one picture of the same points over another, so that from step to step one sees points move and not the page
// turn.
#pragma once

#include <torch/torch.h>

namespace attune {

/// Orthogonal Procrustes in the plane (Schonemann 1966): the layout moved, turned and mirrored, but not scaled, to the
/// least sum of squared distances from `target`.
/// @param layout, target (N, 2), row i of both being the same point @return (N, 2) float32
torch::Tensor procrustes(const torch::Tensor& layout, const torch::Tensor& target);

/// The same where only some points have a place to lie on: all are moved as is best for those.
/// @param rows (K) int64, those of the layout that `target` (K, 2) is of
torch::Tensor procrustes(const torch::Tensor& layout, const torch::Tensor& target, const torch::Tensor& rows);

}  // namespace attune
