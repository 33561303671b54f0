// Layouts in the plane: UMAP and its parts, Procrustes, and the snapshots of a reward model that learns.
#include "doctest_torch.h"

#include <ATen/Parallel.h>

#include <cmath>

#include "data/error.h"
#include "data/file.h"
#include "data/rng.h"
#include "impatient.h"
#include "learn/neighbours.h"
#include "learn/pca.h"
#include "learn/procrustes.h"
#include "learn/reward_trainer.h"
#include "learn/umap.h"
#include "learn/umap_graph.h"
#include "learn/umap_layout.h"
#include "model/generation.h"
#include "temporary_folder.h"
#include "test_device.h"
#include "tiny_captioner.h"

using namespace attune;
using namespace attune::test;

namespace {

Observer silent;

/// Clusters in `dimensions` dimensions; point i belongs to cluster i % clusters.
torch::Tensor clustered(std::int64_t points, std::int64_t dimensions, std::int64_t clusters, double spread = 0.5) {
    torch::manual_seed(4);
    const auto centres = 2 * torch::randn({clusters, dimensions});
    const auto which = torch::arange(points).remainder(clusters);
    return centres.index_select(0, which) + spread * torch::randn({points, dimensions});
}

/// Share of the points whose nearest neighbour in the layout is of their own cluster.
double purity(const torch::Tensor& layout, std::int64_t clusters) {
    const auto near = exactNeighbours(layout, 1, silent);
    std::int64_t same = 0;
    for (std::int64_t i = 0; i < near.points; ++i)
        same += near.index[static_cast<std::size_t>(i)] % clusters == i % clusters;
    return static_cast<double>(same) / static_cast<double>(near.points);
}

double meanDistance(const torch::Tensor& a, const torch::Tensor& b) {
    return (a - b).norm(2, 1).mean().item<double>();
}

}  // namespace

TEST_CASE("the curve is the one that umap-learn fits") {
    for (const auto& [minDist, a, b] : {std::tuple{0.1, 1.5769, 0.8951}, {0.5, 0.5830, 1.3342}, {0.0, 1.9328, 0.7905}}) {
        const auto curve = umapCurve(minDist, 1);
        CHECK(curve.a == doctest::Approx(a).epsilon(1e-3));
        CHECK(curve.b == doctest::Approx(b).epsilon(1e-3));
    }
}

TEST_CASE("a point's memberships add up to log2 of its neighbours") {
    const std::vector<float> distance{0, 0, 0.5f, 0.7f, 0.9f, 1.4f, 2.0f, 2.1f};
    const auto scale = neighbourScale(distance.data(), 8, 1);
    CHECK(scale.rho == 0.5f);
    double sum = 0;
    for (const float d : distance) sum += d <= scale.rho ? 1 : std::exp(-(d - scale.rho) / scale.sigma);
    // Three of them are at the full 1 whatever the width is.
    CHECK(sum == doctest::Approx(std::max(3.0, std::log2(8.0))).epsilon(0.01));
    const std::vector<float> spaced{1, 2, 3, 4, 5, 6, 7, 8};
    const auto wide = neighbourScale(spaced.data(), 8, 1);
    sum = 0;
    for (const float d : spaced) sum += std::exp(-(d - wide.rho) / wide.sigma);
    CHECK(sum == doctest::Approx(3).epsilon(1e-3));
    const std::vector<float> same(8, 0.0f);
    CHECK(neighbourScale(same.data(), 8, 2).sigma > 0);
}

TEST_CASE("the fuzzy graph is the symmetric union") {
    const auto near = exactNeighbours(clustered(200, 8, 4), 10, silent);
    const auto graph = fuzzyGraph(200, 10, near.index, near.distance);
    REQUIRE(graph.points() == 200);
    auto dense = torch::zeros({200, 200});
    for (std::int64_t i = 0; i < 200; ++i)
        for (auto e = graph.rowBegin[static_cast<std::size_t>(i)]; e < graph.rowBegin[static_cast<std::size_t>(i) + 1]; ++e)
            dense[i][graph.column[static_cast<std::size_t>(e)]] = graph.weight[static_cast<std::size_t>(e)];
    CHECK(torch::equal(dense, dense.t()));
    CHECK(dense.max().item<float>() <= 1);
    CHECK(dense.diagonal().abs().max().item<float>() == 0);
    // The nearest neighbour belongs wholly.
    CHECK(std::get<0>(dense.max(1)).min().item<float>() == doctest::Approx(1));
}

TEST_CASE("neighbours are those of all distances") {
    auto points = clustered(700, 12, 5) + 100;
    points[3] = points[2];
    const auto distances = torch::cdist(points.to(torch::kFloat64), points.to(torch::kFloat64));
    distances.diagonal().fill_(1e9);
    const auto [best, index] = distances.topk(10, 1, false, true);
    const auto exact = exactNeighbours(points, 10, silent);
    const auto found = torch::tensor(exact.distance).view({700, 10}).to(torch::kFloat64);
    CHECK(torch::allclose(found, best, 1e-4, 1e-5));
    CHECK(exact.index[20] == 3);
    CHECK(exact.distance[20] == 0);

    const auto graph = approximateNeighbours(points, 10, 1, silent);
    std::int64_t hits = 0;
    for (std::size_t i = 0; i < 700; ++i)
        for (std::size_t m = 0; m < 10; ++m)
            hits += std::count(exact.index.begin() + std::ptrdiff_t(i * 10), exact.index.begin() + std::ptrdiff_t(i * 10 + 10),
                               graph.index[i * 10 + m]);
    CHECK(hits > 6800);
    CHECK(graph.index == approximateNeighbours(points, 10, 1, silent).index);
    CHECK_THROWS_AS(exactNeighbours(points, 700, silent), Error);
}

TEST_CASE("clusters stay clusters, closer to the truth than principal components") {
    constexpr std::int64_t kClusters = 30;
    const auto points = clustered(900, 64, kClusters);
    const auto layout = umap(points, {.seed = 1}, {}, silent);
    REQUIRE(layout.sizes() == torch::IntArrayRef{900, 2});
    CHECK(torch::isfinite(layout).all().item<bool>());
    const auto pca = principalComponents(points).project(points);
    CHECK(purity(layout, kClusters) == 1);
    CHECK(purity(pca, kClusters) < 0.9);
    const double truth = trustworthiness(points, layout, 15);
    CAPTURE(truth);
    CHECK(truth > 0.95);
    CHECK(truth > trustworthiness(points, pca.to(torch::kFloat32), 15) + 0.03);
}

TEST_CASE("a manifold is unrolled: a curve through many dimensions stays in order") {
    const auto t = torch::linspace(0, 6, 600);
    std::vector<torch::Tensor> columns;
    for (int k = 1; k <= 5; ++k) columns.insert(columns.end(), {torch::sin(t * k), torch::cos(t * k)});
    const auto points = torch::stack(columns, 1);
    CHECK(trustworthiness(points, umap(points, {}, {}, silent), 10) > 0.96);
}

TEST_CASE("points are laid out wherever they are") {
    const auto points = clustered(60, 8, 3), there = points.to(testDevice());
    CHECK(torch::equal(principalComponents(points).project(there), principalComponents(points).project(points)));
    CHECK(torch::equal(umap(there, {.epochs = 20, .seed = 2}, {}, silent), umap(points, {.epochs = 20, .seed = 2}, {}, silent)));
}

TEST_CASE("the layout depends on the seed and not on the threads") {
    const auto points = clustered(300, 16, 4);
    const int before = at::get_num_threads();
    at::set_num_threads(1);
    const auto one = umap(points, {.epochs = 60, .seed = 5}, {}, silent);
    at::set_num_threads(3);
    const auto three = umap(points, {.epochs = 60, .seed = 5}, {}, silent);
    at::set_num_threads(before);
    CHECK(torch::equal(one, three));
    CHECK_FALSE(torch::equal(one, umap(points, {.epochs = 60, .seed = 6}, {}, silent)));
}

TEST_CASE("a given start keeps the frame") {
    const auto points = clustered(400, 32, 8);
    const auto first = umap(points, {.seed = 1}, {}, silent);
    const auto moved = points + 0.05 * torch::randn_like(points);
    const auto kept = umap(moved, {.seed = 2}, first, silent);
    const auto turned = umap(moved, {.seed = 2}, torch::stack({-first.select(1, 1), first.select(1, 0)}, 1), silent);
    const double extent = first.std(0).norm().item<double>();
    CHECK(meanDistance(kept, first) < 0.5 * extent);
    CHECK(meanDistance(turned, first) > 2 * meanDistance(kept, first));
    // What a turned start did, Procrustes undoes.
    CHECK(meanDistance(procrustes(turned, first), first) < 0.5 * extent);
}

TEST_CASE("odd inputs") {
    CHECK(umap(torch::randn({1, 5}), {}, {}, silent).sizes() == torch::IntArrayRef{1, 2});
    CHECK(umap(torch::randn({2, 5}), {}, {}, silent).sizes() == torch::IntArrayRef{2, 2});
    CHECK(umap(torch::randn({6, 1}), {}, {}, silent).sizes() == torch::IntArrayRef{6, 2});
    CHECK(torch::isfinite(umap(torch::ones({50, 4}), {}, {}, silent)).all().item<bool>());
    CHECK_THROWS_AS(umap(torch::empty({0, 4}), {}, {}, silent), Error);
    CHECK_THROWS_AS(umap(torch::full({9, 4}, NAN), {}, {}, silent), Error);
    CHECK_THROWS_AS(umap(torch::randn({9, 4}), {}, torch::randn({8, 2}), silent), Error);
    // Behind the graph of 300 points, which breathes twice, their neighbours are looked for.
    Impatient atTheSearch(2);
    CHECK_THROWS_AS(approximateNeighbours(clustered(300, 8, 3), 15, 1, atTheSearch), Cancelled);
    Impatient impatient(20);
    CHECK_THROWS_AS(umap(clustered(300, 8, 3), {}, {}, impatient), Cancelled);
}

TEST_CASE("trustworthiness knows truth and chance") {
    torch::manual_seed(2);
    const auto plane = torch::randn({400, 2});
    CHECK(trustworthiness(plane, plane, 10) == doctest::Approx(1));
    CHECK(trustworthiness(plane, torch::randn({400, 2}), 10) == doctest::Approx(0.5).epsilon(0.1));
    // By hand: of four points on a line, the layout swaps the two in the middle; n = 4, k = 1.
    const auto line = torch::tensor({0.0f, 1.0f, 2.1f, 3.0f}).view({4, 1});
    const auto swapped = torch::tensor({0.0f, 0.0f, 2.1f, 0.0f, 1.0f, 0.0f, 3.05f, 0.0f}).view({4, 2});
    // Nearest there: 2, 3, 0, 1, of ranks 2, 3, 3, 2 in truth.
    CHECK(trustworthiness(line, swapped, 1) == doctest::Approx(1 - 2.0 / (4.0 * (8 - 3 - 1)) * (1 + 2 + 2 + 1)));
}

TEST_CASE("Procrustes undoes turning, mirroring and moving, and nothing else") {
    torch::manual_seed(3);
    const auto target = torch::randn({50, 2}) * torch::tensor({3.0, 1.0}) + 5;
    for (const double angle : {0.0, 0.7, 2.5, -1.9})
        for (const double side : {1.0, -1.0}) {
            const double c = std::cos(angle), s = std::sin(angle);
            const auto map = torch::tensor({c, s, -side * s, side * c}, torch::kFloat32).view({2, 2});
            const auto layout = torch::mm(target, map) - 40;
            CHECK(torch::allclose(procrustes(layout, target), target, 1e-4, 1e-4));
            const auto twice = procrustes(2 * layout, target);
            CHECK(twice.std(0).norm().item<double>() == doctest::Approx(2 * target.std(0).norm().item<double>()));
        }
    CHECK_THROWS_AS(procrustes(target, target.narrow(0, 0, 4)), Error);
    // By some of the points all are moved.
    const auto layout = torch::stack({-target.select(1, 1), target.select(1, 0)}, 1) + 7;
    const auto rows = torch::tensor({4, 9, 11, 30}, torch::kInt64);
    CHECK(torch::allclose(procrustes(layout, target.index_select(0, rows), rows), target, 1e-4, 1e-4));
    CHECK_THROWS_AS(procrustes(layout, target, rows), Error);
}

TEST_CASE("components by iteration are the exact ones") {
    torch::manual_seed(5);
    auto points = torch::randn({300, 60});
    points.select(1, 4).mul_(6);
    points.select(1, 9).mul_(4);
    const auto exact = principalComponents(points), quick = leadingComponents(points);
    CHECK(torch::allclose(quick.components, exact.components, 1e-3, 1e-3));
    CHECK(torch::allclose(quick.explained, exact.explained, 1e-4, 1e-5));
    CHECK(torch::equal(leadingComponents(points).components, quick.components));
    CHECK(leadingComponents(torch::ones({8, 5})).project(torch::ones({8, 5})).abs().max().item<double>() == 0);
    CHECK(leadingComponents(torch::randn({8, 2})).components.sizes() == torch::IntArrayRef{2, 2});
}

TEST_CASE("looking on changes nothing that is learnt") {
    RewardData data;
    const auto captioner = tinyCaptioner();
    data.features = tinyFeatures(*captioner, 30);
    for (auto& caption : generate(*captioner, data.features, 4, {.maxNewTokens = 8}, 11)) {
        data.imageOfRow.push_back(static_cast<std::int64_t>(data.rows.size()) / 4);
        data.ratings.push_back({static_cast<std::int64_t>(data.rows.size()), static_cast<double>(caption.ids.size())});
        data.rows.push_back(std::move(caption.ids));
    }
    for (const int hidden : {24, 0}) {
        RewardOptions options;
        options.hiddenSize = hidden;
        std::vector<RewardSnapshot> seen;
        const auto watched = trainReward(captioner, data, options, 7, silent, [&](const RewardSnapshot& now) {
            seen.push_back({now.epoch, now.representation.clone(), now.rating.clone()});
        });
        const TemporaryFolder a, b;
        watched.model.save(a.path());
        trainReward(captioner, data, options, 7, silent).model.save(b.path());
        CHECK(readFile(a.path() / "model.safetensors") == readFile(b.path() / "model.safetensors"));

        REQUIRE(seen.size() >= 5);
        CHECK(seen.size() <= 14);
        CHECK(seen.front().epoch == 0);
        CHECK(seen.back().epoch == watched.report.epochs);
        for (const auto& snapshot : seen) {
            CHECK(snapshot.representation.size(0) == 120);
            CHECK(torch::isfinite(snapshot.representation).all().item<bool>());
            CHECK_FALSE(snapshot.rating.requires_grad());
        }
        // The last one is the model that is kept: in rating units, so up to a shift and scale its scores.
        const auto scores = watched.model.score(data.features, data.imageOfRow, data.rows, silent).mean;
        const auto ratings = seen.back().rating;
        const auto standard = [](const torch::Tensor& x) { return (x - x.mean()) / x.std(); };
        CHECK(torch::allclose(standard(scores), standard(ratings), 1e-3, 1e-3));
        CHECK_FALSE(torch::allclose(seen.front().rating, seen.back().rating));
    }
}
