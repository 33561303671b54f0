// UMAP: points of a space of many dimensions in the plane, neighbours staying neighbours (McInnes, Healy and Melville
// 2018, "UMAP: Uniform Manifold Approximation and Projection for Dimension Reduction").
#pragma once

#include <torch/torch.h>

#include <cstdint>

#include "data/observer.h"

namespace attune {

struct UmapOptions {
    std::int64_t neighbours = 15;  ///< fewer where there are fewer points
    double minDist = 0.1;          ///< how close points may lie, in units of `spread`'s scale
    double spread = 1;
    int epochs = 0;  ///< 0: 500 up to 10,000 points, 200 above
    std::uint64_t seed = 0;
};

/// The same points, options and machine give the same layout, whatever the number of threads.
/// @param points (N, D), N >= 1, finite
/// @param start  (N, 2) where the points begin, and from where they move in smaller steps, so that a layout stays in the frame
/// of an earlier one; undefined for their principal components
/// @return (N, 2) float32 @throws Error, Cancelled
torch::Tensor umap(const torch::Tensor& points, const UmapOptions& options, const torch::Tensor& start,
                   Observer& observer);

/// How far the neighbours of the layout are neighbours in truth (Venna and Kaski 2001): 1 when the k nearest of every
/// point are all among its k nearest there, about 0.5 by chance.
/// @param high (N, D) @param low (N, 2), N > 2 k @throws Error
double trustworthiness(const torch::Tensor& high, const torch::Tensor& low, std::int64_t k);

}  // namespace attune
