// What to rate next: unsure, unlike what is known, and unlike what is asked for at the same time.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "data/error.h"
#include "learn/label_gains.h"

using namespace attune;

namespace {

LabelCandidates candidates(const torch::Tensor& columns) {
    const auto count = columns.size(0);
    LabelCandidates all{columns, torch::ones({count}), std::vector<std::int64_t>(static_cast<std::size_t>(count)),
                        std::vector<bool>(static_cast<std::size_t>(count), false)};
    std::iota(all.groups.begin(), all.groups.end(), std::int64_t{0});
    return all;
}

/// Rows along axes, so that rows of different axes know nothing of each other.
torch::Tensor along(const std::vector<std::int64_t>& axes) {
    auto rows = torch::zeros({static_cast<std::int64_t>(axes.size()), 8});
    for (std::size_t i = 0; i < axes.size(); ++i) rows[static_cast<std::int64_t>(i)][axes[i] / 2] = axes[i] % 2 == 0 ? 1 : -1;
    return rows;
}

std::vector<std::int64_t> order(const torch::Tensor& gains) {
    const auto sorted = std::get<1>(gains.sort(0, true)).contiguous();
    return {sorted.data_ptr<std::int64_t>(), sorted.data_ptr<std::int64_t>() + sorted.numel()};
}

}  // namespace

TEST_CASE("the less certain of unlike captions is asked for first") {
    Observer observer;
    auto all = candidates(along({0, 1, 2, 3, 4, 5}));
    all.deviation = torch::tensor({1.0f, 1.0f, 3.0f, 3.0f, 2.0f, 2.0f});
    const auto gains = labelGains(all, 6, observer);
    const auto first = order(gains)[0];
    CHECK((first == 2 || first == 3));
}

TEST_CASE("a twin of what is asked for, or of what is rated, tells little more") {
    Observer observer;
    // Rows 0 and 1 are twins, as are 2 and 3, and 4 and 5.
    auto all = candidates(along({0, 0, 2, 2, 4, 4}));
    const auto gains = labelGains(all, 6, observer);
    const auto chosen = order(gains);
    std::vector<std::int64_t> axes;
    for (std::size_t i = 0; i < 3; ++i) axes.push_back(chosen[i] / 2);
    std::sort(axes.begin(), axes.end());
    CHECK(axes == std::vector<std::int64_t>{0, 1, 2});  // one of each before any twin
    CHECK(gains[chosen[3]].item<float>() < 0.5f * gains[chosen[2]].item<float>());

    all.rated[0] = true;
    const auto beside = labelGains(all, 6, observer);
    CHECK(beside[0].item<float>() == 0);
    CHECK(order(beside)[0] >= 2);
    CHECK(beside[1].item<float>() < 0.5f * beside[2].item<float>());
}

TEST_CASE("groups stand in the order in which they were chosen, and what is left keeps its own variance") {
    Observer observer;
    torch::manual_seed(1);
    auto all = candidates(torch::randn({60, 12}));
    for (std::size_t i = 0; i < 60; ++i) all.groups[i] = static_cast<std::int64_t>(i / 2);
    all.deviation = torch::rand({60}) + 0.1;
    const auto every = labelGains(all, 30, observer);
    const auto some = labelGains(all, 5, observer);
    const auto meansOf = [](const torch::Tensor& gains) { return gains.view({30, 2}).mean(1); };
    const auto byEvery = order(meansOf(every)), bySome = order(meansOf(some));
    for (std::size_t i = 0; i < 5; ++i) CHECK(byEvery[i] == bySome[i]);
    // A variance only falls when more is known.
    CHECK((every <= some + 1e-6).all().item<bool>());
    CHECK((every > 0).all().item<bool>());
}

TEST_CASE("the variances are those of linear regression") {
    Observer observer;
    torch::manual_seed(2);
    auto all = candidates(torch::randn({10, 4}));
    all.deviation = torch::rand({10}) + 0.5;
    for (const std::size_t i : {1u, 4u, 7u}) all.rated[i] = true;
    const auto gains = labelGains(all, 0, observer);

    auto phi = all.columns.to(torch::kFloat64);
    phi = phi - phi.mean(0);
    phi = phi / phi.norm(2, 1, true) * all.deviation.to(torch::kFloat64).unsqueeze(1);
    const auto kernel = phi.matmul(phi.t());
    const double noise = 0.3 * kernel.diag().mean().item<double>();
    const auto known = torch::tensor({1, 4, 7});
    const auto cross = kernel.index_select(1, known);
    const auto own = kernel.index_select(0, known).index_select(1, known) + noise * torch::eye(3, torch::kFloat64);
    const auto left = (kernel - cross.matmul(own.inverse()).matmul(cross.t())).diag();  // Rasmussen and Williams (2006), 2.24
    for (std::int64_t i = 0; i < 10; ++i)
        if (!all.rated[static_cast<std::size_t>(i)]) CHECK(gains[i].item<double>() == doctest::Approx(left[i].item<double>()).epsilon(1e-4));
}

TEST_CASE("captions without their image are refused") {
    Observer observer;
    auto all = candidates(along({0, 2}));
    all.groups.pop_back();
    CHECK_THROWS_AS(labelGains(all, 1, observer), Error);
}

TEST_CASE("rows of a large captioner are chosen from as narrow ones are") {
    // Twelve kinds of captions, three of each, as columns of eight and, turned at random, of many thousand.
    torch::manual_seed(1);
    const auto narrow = torch::eye(12).repeat({3, 1}) + 0.01 * torch::randn({36, 12});
    const auto wide = narrow.matmul(torch::randn({12, 12000}) / std::sqrt(12000.0));
    Observer observer;
    const auto deviation = torch::rand({36}) + 0.5;
    auto few = candidates(narrow), many = candidates(wide);
    few.deviation = many.deviation = deviation;
    const auto expected = labelGains(few, 36, observer), gains = labelGains(many, 36, observer);
    CHECK((gains - expected).abs().max().item<float>() < 0.15f * expected.max().item<float>());
    // One of each kind comes first in both.
    for (const auto& all : {expected, gains}) {
        std::vector<std::int64_t> kinds;
        const auto chosen = order(all);
        for (std::size_t i = 0; i < 12; ++i) kinds.push_back(chosen[i] % 12);
        std::sort(kinds.begin(), kinds.end());
        CHECK(std::unique(kinds.begin(), kinds.end()) == kinds.end());
    }
}
