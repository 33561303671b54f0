// The k nearest neighbours of every point among all points.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

#include "data/observer.h"

namespace attune {

/// Row i holds the neighbours of point i, nearest first, itself left out.
struct Neighbours {
    std::int64_t points = 0;
    std::int64_t each = 0;              ///< k
    std::vector<std::int32_t> index;    ///< points * each
    std::vector<float> distance;        ///< points * each, Euclidean
};

/// All distances are computed, in blocks. Ties go to the lower index. @param points (N, D), N > k >= 1
Neighbours exactNeighbours(const torch::Tensor& points, std::int64_t k, Observer& observer);

/// Found in a navigable small-world graph (Malkov and Yashunin 2018, hnswlib): a few of the k may be missed. Points go
/// into the graph one by one, so that the same points and seed give the same neighbours.
Neighbours approximateNeighbours(const torch::Tensor& points, std::int64_t k, std::uint64_t seed, Observer& observer);

/// Exact while that takes seconds, approximate above.
Neighbours nearestNeighbours(const torch::Tensor& points, std::int64_t k, std::uint64_t seed, Observer& observer);

}  // namespace attune
