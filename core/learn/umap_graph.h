// The fuzzy neighbourhood graph of UMAP (McInnes, Healy and Melville 2018, sections 3.1 and 4.1).
#pragma once

#include <cstdint>
#include <vector>

namespace attune {

/// A symmetric graph with weights in (0, 1], each edge from both of its ends, by row.
struct FuzzyGraph {
    std::vector<std::int64_t> rowBegin;  ///< N + 1
    std::vector<std::int32_t> column;
    std::vector<float> weight;

    std::int64_t points() const { return static_cast<std::int64_t>(rowBegin.size()) - 1; }
};

/// Per point: the distance to the nearest neighbour that is not at the same place, and the width at which the
/// memberships of its k neighbours add up to log2(k).
struct NeighbourScale {
    float rho = 0;
    float sigma = 1;
};

/// @param distance  to the k neighbours, nearest first
/// @param meanDistance  over all points, for a floor under the width
NeighbourScale neighbourScale(const float* distance, std::int64_t k, double meanDistance);

/// Memberships exp(-(d - rho) / sigma) of the neighbours, and the fuzzy union a + b - a b of both directions.
/// @param index, distance  points * k, the neighbours of each, nearest first
FuzzyGraph fuzzyGraph(std::int64_t points, std::int64_t k, const std::vector<std::int32_t>& index,
                      const std::vector<float>& distance);

}  // namespace attune
