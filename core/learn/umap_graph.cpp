#include "learn/umap_graph.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace attune {

namespace {

/// Widths are at least this share of the mean distance, so that a tight knot of points is not torn apart.
constexpr double kLeastShare = 1e-3;
constexpr int kBisections = 64;
constexpr double kTolerance = 1e-5;

struct Edge {
    std::int32_t column;
    float weight;
};

using Rows = std::vector<std::vector<Edge>>;

Rows memberships(std::int64_t points, std::int64_t k, const std::vector<std::int32_t>& index,
                 const std::vector<float>& distance) {
    const double mean = std::accumulate(distance.begin(), distance.end(), 0.0) / static_cast<double>(distance.size());
    Rows rows(static_cast<std::size_t>(points));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto at = i * static_cast<std::size_t>(k);
        const auto scale = neighbourScale(distance.data() + at, k, mean);
        for (std::size_t j = at; j < at + static_cast<std::size_t>(k); ++j) {
            const float beyond = distance[j] - scale.rho;
            const float weight = beyond <= 0 ? 1.0f : std::exp(-beyond / scale.sigma);
            if (weight > 0) rows[i].push_back({index[j], weight});
        }
        std::sort(rows[i].begin(), rows[i].end(), [](const Edge& a, const Edge& b) { return a.column < b.column; });
    }
    return rows;
}

Rows transposed(const Rows& rows) {
    Rows result(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (const auto& edge : rows[i])
            result[static_cast<std::size_t>(edge.column)].push_back({static_cast<std::int32_t>(i), edge.weight});
    return result;
}

}  // namespace

NeighbourScale neighbourScale(const float* distance, std::int64_t k, double meanDistance) {
    const double target = std::log2(static_cast<double>(k));
    const auto* nearest = std::find_if(distance, distance + k, [](float d) { return d > 0; });
    const double rho = nearest == distance + k ? 0 : *nearest;
    double low = 0, high = std::numeric_limits<double>::infinity(), sigma = 1;
    for (int step = 0; step < kBisections; ++step) {
        double sum = 0;
        for (std::int64_t j = 0; j < k; ++j) {
            const double beyond = distance[j] - rho;
            sum += beyond <= 0 ? 1 : std::exp(-beyond / sigma);
        }
        if (std::abs(sum - target) < kTolerance) break;
        if (sum > target) {
            high = sigma;
            sigma = (low + high) / 2;
        } else {
            low = sigma;
            sigma = std::isinf(high) ? sigma * 2 : (low + high) / 2;
        }
    }
    const double own = std::accumulate(distance, distance + k, 0.0) / static_cast<double>(k);
    const double least = kLeastShare * (rho > 0 ? own : meanDistance);
    return {static_cast<float>(rho), static_cast<float>(std::max({sigma, least, 1e-12}))};
}

FuzzyGraph fuzzyGraph(std::int64_t points, std::int64_t k, const std::vector<std::int32_t>& index,
                      const std::vector<float>& distance) {
    const Rows out = memberships(points, k, index, distance), in = transposed(out);
    FuzzyGraph graph;
    graph.rowBegin.push_back(0);
    const auto add = [&](std::int32_t column, float weight) {
        graph.column.push_back(column);
        graph.weight.push_back(weight);
    };
    for (std::size_t i = 0; i < out.size(); ++i) {
        auto a = out[i].begin();
        auto b = in[i].begin();
        while (a != out[i].end() || b != in[i].end()) {
            if (b == in[i].end() || (a != out[i].end() && a->column < b->column)) {
                add(a->column, a->weight);
                ++a;
            } else if (a == out[i].end() || b->column < a->column) {
                add(b->column, b->weight);
                ++b;
            } else {
                add(a->column, a->weight + b->weight - a->weight * b->weight);
                ++a, ++b;
            }
        }
        graph.rowBegin.push_back(static_cast<std::int64_t>(graph.column.size()));
    }
    return graph;
}

}  // namespace attune
