#include "learn/neighbours.h"

#include <ATen/Parallel.h>
#include <hnswlib/hnswlib.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "data/error.h"
#include "learn/parallel_rows.h"

namespace attune {

namespace {

/// Rows of the matrix of distances that are held at a time.
constexpr std::int64_t kBlock = 256;
/// Multiplications of the exact search above which the graph is faster: about ten seconds on two cores.
constexpr double kExactWork = 2e12;

torch::Tensor plainRows(const torch::Tensor& points) {
    const auto x = points.detach().to(torch::kCPU, torch::kFloat32);
    // Distances do not change, and less is lost to rounding when they are taken as differences of squares.
    return (x - x.mean(0)).contiguous();
}

void checkSizes(const torch::Tensor& points, std::int64_t k) {
    if (points.dim() != 2 || k < 1 || points.size(0) <= k)
        throw Error("there are too few points for " + std::to_string(k) + " neighbours each");
    if (!torch::isfinite(points).all().item<bool>()) throw Error("the points to project are not all finite");
}

/// Distances are those of the points themselves, without the rounding of the search. Sorts by them.
void settleRow(const float* x, std::int64_t d, std::int64_t row, std::vector<std::int32_t>& found, Neighbours& result) {
    std::vector<std::pair<float, std::int32_t>> sorted;
    for (const auto j : found) {
        double sum = 0;
        for (std::int64_t c = 0; c < d; ++c) {
            const double gap = double(x[row * d + c]) - x[j * d + c];
            sum += gap * gap;
        }
        sorted.emplace_back(static_cast<float>(std::sqrt(sum)), j);
    }
    std::sort(sorted.begin(), sorted.end());
    for (std::int64_t i = 0; i < result.each; ++i) {
        result.distance[static_cast<std::size_t>(row * result.each + i)] = sorted[static_cast<std::size_t>(i)].first;
        result.index[static_cast<std::size_t>(row * result.each + i)] = sorted[static_cast<std::size_t>(i)].second;
    }
}

/// The k smallest of n values, `self` left out; ties go to the lower index.
std::vector<std::int32_t> smallest(const float* values, std::int64_t n, std::int64_t self, std::int64_t k) {
    std::vector<std::pair<float, std::int32_t>> heap;  // the largest kept one on top
    heap.reserve(static_cast<std::size_t>(k) + 1);
    float worst = std::numeric_limits<float>::infinity();
    for (std::int64_t j = 0; j < n; ++j) {
        if (values[j] >= worst || j == self) continue;
        heap.emplace_back(values[j], static_cast<std::int32_t>(j));
        std::push_heap(heap.begin(), heap.end());
        if (static_cast<std::int64_t>(heap.size()) > k) {
            std::pop_heap(heap.begin(), heap.end());
            heap.pop_back();
        }
        if (static_cast<std::int64_t>(heap.size()) == k) worst = heap.front().first;
    }
    std::vector<std::int32_t> found;
    for (const auto& [value, j] : heap) found.push_back(j);
    return found;
}

Neighbours makeNeighbours(std::int64_t points, std::int64_t k) {
    const auto size = static_cast<std::size_t>(points * k);
    return {points, k, std::vector<std::int32_t>(size), std::vector<float>(size)};
}

}  // namespace

Neighbours exactNeighbours(const torch::Tensor& points, std::int64_t k, Observer& observer) {
    checkSizes(points, k);
    const torch::NoGradGuard noGrad;
    const auto x = plainRows(points);  // (N, D)
    const auto n = x.size(0), d = x.size(1);
    const auto squares = x.square().sum(1);  // (N)
    const auto transposed = x.t();
    const float* values = x.data_ptr<float>();
    Neighbours result = makeNeighbours(n, k);
    for (std::int64_t begin = 0; begin < n; begin += kBlock) {
        observer.breathe();
        const auto count = std::min(kBlock, n - begin);
        // |x_i - x_j|^2 less |x_i|^2, which does not change a row's order.
        const auto block = torch::addmm(squares, x.narrow(0, begin, count), transposed, 1, -2);  // (b, N)
        const float* rows = block.data_ptr<float>();
        parallelRows(count, at::get_num_threads(), [&](std::int64_t from, std::int64_t to) {
            for (std::int64_t r = from; r < to; ++r) {
                auto found = smallest(rows + r * n, n, begin + r, k);
                settleRow(values, d, begin + r, found, result);
            }
        });
    }
    return result;
}

Neighbours approximateNeighbours(const torch::Tensor& points, std::int64_t k, std::uint64_t seed, Observer& observer) {
    checkSizes(points, k);
    const auto x = plainRows(points);
    const auto n = x.size(0), d = x.size(1);
    const float* values = x.data_ptr<float>();
    constexpr std::size_t kLinks = 16, kBreadth = 100;
    hnswlib::L2Space space(static_cast<std::size_t>(d));
    hnswlib::HierarchicalNSW<float> graph(&space, static_cast<std::size_t>(n), kLinks, kBreadth,
                                          static_cast<std::size_t>(seed));
    for (std::int64_t i = 0; i < n; ++i) {
        if (i % 256 == 0) observer.breathe();
        graph.addPoint(values + i * d, static_cast<hnswlib::labeltype>(i));
    }
    graph.setEf(std::max<std::size_t>(kBreadth, static_cast<std::size_t>(2 * k)));
    Neighbours result = makeNeighbours(n, k);
    const auto find = [&](std::int64_t from, std::int64_t to) {
        for (std::int64_t i = from; i < to; ++i) {
            auto queue = graph.searchKnn(values + i * d, static_cast<std::size_t>(k) + 1);
            std::vector<std::int32_t> found;
            for (; !queue.empty(); queue.pop())
                if (static_cast<std::int64_t>(queue.top().second) != i)
                    found.push_back(static_cast<std::int32_t>(queue.top().second));
            // Duplicates may push the point itself, or others, out of what was found.
            if (static_cast<std::int64_t>(found.size()) > k) found.erase(found.begin());
            for (std::int32_t j = 0; static_cast<std::int64_t>(found.size()) < k; ++j)
                if (j != i && std::find(found.begin(), found.end(), j) == found.end()) found.push_back(j);
            settleRow(values, d, i, found, result);
        }
    };
    constexpr std::int64_t kAtOnce = 4096;
    for (std::int64_t begin = 0; begin < n; begin += kAtOnce) {
        observer.breathe();
        parallelRows(std::min(kAtOnce, n - begin), at::get_num_threads(),
                     [&](std::int64_t from, std::int64_t to) { find(begin + from, begin + to); });
    }
    return result;
}

Neighbours nearestNeighbours(const torch::Tensor& points, std::int64_t k, std::uint64_t seed, Observer& observer) {
    const double n = static_cast<double>(points.size(0));
    // The scan for the smallest weighs about as much as sixty-four dimensions.
    return n * n * (static_cast<double>(points.size(1)) + 64) <= kExactWork
               ? exactNeighbours(points, k, observer)
               : approximateNeighbours(points, k, seed, observer);
}

}  // namespace attune
