#include "learn/umap.h"

#include <ATen/Parallel.h>

#include <algorithm>

#include "data/error.h"
#include "data/rng.h"
#include "learn/neighbours.h"
#include "learn/parallel_rows.h"
#include "learn/pca.h"
#include "learn/umap_graph.h"
#include "learn/umap_layout.h"

namespace attune {

namespace {

/// Half the side of the square in which a layout begins.
constexpr double kStartExtent = 10;
/// Points at one place would attract and repel each other along no direction at all.
constexpr double kStartNoise = 1e-4;
/// Of the step where there is a layout to begin with: whole steps would forget it before they grow small. umap-learn takes
/// a quarter, too, when it puts points into a layout that there is.
constexpr double kStepFromStart = 0.25;

std::vector<float> startPlaces(const torch::Tensor& points, const torch::Tensor& start, std::uint64_t seed) {
    torch::Tensor places = start;
    if (!places.defined()) {
        places = principalComponents(points, std::min<std::int64_t>(2, points.size(1))).project(points);
        if (places.size(1) < 2) places = torch::cat({places, torch::zeros_like(places)}, 1);
        places = places * (kStartExtent / places.abs().max().clamp_min(1e-12));
    }
    places = places.to(torch::kCPU, torch::kFloat32).contiguous();
    const float* values = places.data_ptr<float>();
    std::vector<float> result(values, values + places.numel());
    Rng rng(seed);
    for (auto& value : result) value += static_cast<float>(kStartNoise * rng.normal());
    return result;
}

}  // namespace

torch::Tensor umap(const torch::Tensor& points, const UmapOptions& options, const torch::Tensor& start,
                   Observer& observer) {
    const torch::NoGradGuard noGrad;
    const auto n = points.size(0);
    if (points.dim() != 2 || n < 1) throw Error("there are no points to project");
    if (!torch::isfinite(points).all().item<bool>()) throw Error("the points to project are not all finite");
    if (start.defined() && (start.dim() != 2 || start.size(0) != n || start.size(1) != 2))
        throw Error("the layout to begin with does not fit the points");
    auto places = startPlaces(points, start, options.seed);
    const auto neighbours = std::min(options.neighbours, n - 1);
    if (neighbours >= 2) {
        const auto near = nearestNeighbours(points, neighbours, options.seed, observer);
        const auto graph = fuzzyGraph(n, near.each, near.index, near.distance);
        UmapLayoutOptions layout;
        layout.curve = umapCurve(options.minDist, options.spread);
        layout.epochs = options.epochs > 0 ? options.epochs : n <= 10000 ? 500 : 200;
        layout.step = start.defined() ? kStepFromStart : 1;
        layout.seed = options.seed;
        layout.threads = at::get_num_threads();
        int epoch = 0;
        optimizeUmapLayout(graph, layout, places, [&] {
            observer.breathe();
            observer.progress(++epoch, layout.epochs);
        });
    }
    return torch::tensor(places).view({n, 2});
}

double trustworthiness(const torch::Tensor& high, const torch::Tensor& low, std::int64_t k) {
    const torch::NoGradGuard noGrad;
    const auto n = high.size(0);
    if (low.size(0) != n || n <= 2 * k) throw Error("there are too few points to judge a layout by");
    Observer silent;
    const auto near = exactNeighbours(low, k, silent);
    const auto x = (high - high.mean(0)).to(torch::kCPU, torch::kFloat32).contiguous();
    const auto squares = x.square().sum(1);
    constexpr std::int64_t kBlock = 256;
    std::vector<double> penalty(static_cast<std::size_t>(n), 0);
    for (std::int64_t begin = 0; begin < n; begin += kBlock) {
        const auto count = std::min(kBlock, n - begin);
        const auto block = torch::addmm(squares, x.narrow(0, begin, count), x.t(), 1, -2);  // (b, N)
        const float* rows = block.data_ptr<float>();
        parallelRows(count, at::get_num_threads(), [&](std::int64_t from, std::int64_t to) {
            for (std::int64_t r = from; r < to; ++r) {
                const float* row = rows + r * n;
                const auto i = begin + r;
                for (std::int64_t m = 0; m < k; ++m) {
                    const auto j = near.index[static_cast<std::size_t>(i * k + m)];
                    std::int64_t rank = 1;
                    for (std::int64_t other = 0; other < n; ++other) rank += row[other] < row[j];
                    rank -= row[i] < row[j];
                    penalty[static_cast<std::size_t>(i)] += static_cast<double>(std::max<std::int64_t>(rank - k, 0));
                }
            }
        });
    }
    double sum = 0;
    for (const double p : penalty) sum += p;
    return 1 - 2 * sum / (static_cast<double>(n * k) * static_cast<double>(2 * n - 3 * k - 1));
}

}  // namespace attune
