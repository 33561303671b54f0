// The layout of UMAP: attraction along the edges of the graph, repulsion from points drawn at random.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "learn/umap_graph.h"

namespace attune {

/// Similarity in the plane: 1 / (1 + a d^(2b)).
struct UmapCurve {
    double a = 1;
    double b = 1;
};

/// The curve nearest, by least squares over 0 .. 3 spread, to 1 up to `minDist` and exp(-(d - minDist) / spread) beyond
/// (McInnes et al. 2018, definition 11).
UmapCurve umapCurve(double minDist, double spread);

struct UmapLayoutOptions {
    UmapCurve curve;
    int epochs = 200;
    double step = 1;    ///< falls to 0 over the epochs
    std::uint64_t seed = 0;
    int threads = 1;
};

/// Stochastic gradient descent of the cross-entropy (section 3.2), an edge taking part in a share of the epochs that is
/// its weight. Each point is moved by its own thread against the others' places of the epoch before, and draws from a
/// random stream of its own: the result does not depend on the number of threads.
/// @param places  2 N coordinates x, y, changed in place @param breathe  called each epoch; may throw
void optimizeUmapLayout(const FuzzyGraph& graph, const UmapLayoutOptions& options, std::vector<float>& places,
                        const std::function<void()>& breathe);

}  // namespace attune
