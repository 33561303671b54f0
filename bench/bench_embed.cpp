// UMAP at the size that the design sets its bar at, what attention maps add to writing captions, and what to rate next.
#include <benchmark/benchmark.h>
#include <torch/torch.h>

#include "learn/captioner_sizes.h"
#include "learn/label_gains.h"
#include "learn/neighbours.h"
#include "learn/pca.h"
#include "learn/umap.h"
#include "model/cross_attention.h"
#include "model/generation.h"

namespace {

using namespace attune;

/// Twenty clusters, each a sheet of three dimensions that is bent by nothing but its own directions, with noise.
torch::Tensor embeddings(std::int64_t points, std::int64_t dimensions) {
    torch::manual_seed(1);
    constexpr std::int64_t kClusters = 20, kInner = 3;
    const auto centres = 2 * torch::randn({kClusters, dimensions});
    const auto directions = torch::randn({kClusters, kInner, dimensions});
    const auto which = torch::randint(kClusters, {points}, torch::kInt64);
    const auto inner = torch::randn({points, 1, kInner});
    return centres.index_select(0, which) + torch::bmm(inner, directions.index_select(0, which)).squeeze(1) +
           0.1 * torch::randn({points, dimensions});
}

void BM_Umap(benchmark::State& state) {
    const auto points = embeddings(state.range(0), 128);
    Observer silent;
    torch::Tensor layout;
    for (auto unused : state) layout = umap(points, {}, {}, silent);
    if (state.range(0) > 20000) return;
    state.counters["trust"] = trustworthiness(points, layout, 15);
    state.counters["trust_pca"] = trustworthiness(points, principalComponents(points).project(points).to(torch::kFloat32), 15);
}

void BM_ExactNeighbours(benchmark::State& state) {
    const auto points = embeddings(state.range(0), 128);
    Observer silent;
    for (auto unused : state) benchmark::DoNotOptimize(exactNeighbours(points, 15, silent).index.data());
}

void BM_ApproximateNeighbours(benchmark::State& state) {
    const auto points = embeddings(state.range(0), 128);
    Observer silent;
    for (auto unused : state) benchmark::DoNotOptimize(approximateNeighbours(points, 15, 1, silent).index.data());
}

/// Captions, four of each picture, as wide as a reward on the demo world's captioner reads them.
void BM_LabelGains(benchmark::State& state) {
    const auto count = state.range(0);
    LabelCandidates all{embeddings(count, 592), torch::rand({count}) + 0.1, {}, {}};
    for (std::int64_t i = 0; i < count; ++i) {
        all.groups.push_back(i / 4);
        all.rated.push_back(i % 500 == 0);
    }
    Observer silent;
    for (auto unused : state) benchmark::DoNotOptimize(labelGains(all, 256, silent));
}

/// 32 pictures, four captions of 16 tokens each, from pixels.
void captions(benchmark::State& state, bool withAttention) {
    const auto model = bench::captionerOfSize("scenes");
    const torch::NoGradGuard noGrad;
    torch::manual_seed(1);
    const auto pixels = torch::randn({32, 3, 64, 64});
    const auto tokens = torch::randint(512, {128, 16}, torch::kInt64);
    for (auto unused : state) {
        const auto features = model->encodeImages(pixels);
        benchmark::DoNotOptimize(generate(*model, features, 4, {.maxNewTokens = 16}, 1));
        if (withAttention) benchmark::DoNotOptimize(model->patchAttention(tokens, features));
    }
}

}  // namespace

BENCHMARK(BM_Umap)->Arg(2000)->Arg(10000)->Unit(benchmark::kSecond)->Iterations(1)->UseRealTime();
BENCHMARK(BM_ExactNeighbours)->Arg(10000)->Arg(20000)->Unit(benchmark::kSecond)->Iterations(1)->UseRealTime();
BENCHMARK(BM_ApproximateNeighbours)->Arg(10000)->Arg(20000)->Unit(benchmark::kSecond)->Iterations(1)->UseRealTime();
BENCHMARK(BM_LabelGains)->Arg(1000)->Arg(100000)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(captions, without_attention, false)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(captions, with_attention, true)->Unit(benchmark::kMillisecond)->UseRealTime();
