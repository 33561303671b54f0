// Where a chat model looks: that tiles lie where they were cut, that no weight is lost, and that words look differently.
#include <torch/torch.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "golden_chat.h"
#include "model/cross_attention.h"
#include "model/picture_layout.h"

using namespace attune;
using namespace attune::test;

namespace {

constexpr std::int64_t kFake = 7, kPlace = 8, kImage = 9, kNewLine = 5, kWord = 3;

/// A prompt of ids as the families write them; `states` image tokens a tile.
std::vector<std::int64_t> promptOf(std::int64_t rows, std::int64_t columns, std::int64_t states) {
    std::vector<std::int64_t> ids{kWord};
    const auto tile = [&] {
        ids.push_back(kFake);
        ids.push_back(kPlace);
        ids.insert(ids.end(), static_cast<std::size_t>(states), kImage);
    };
    for (std::int64_t row = 0; row < rows; ++row) {
        for (std::int64_t column = 0; column < columns; ++column) tile();
        ids.push_back(kNewLine);
    }
    tile();
    ids.push_back(kFake);
    ids.push_back(kWord);
    return ids;
}

PictureLayout layoutOf(const std::vector<std::int64_t>& prompt, std::int64_t states) {
    const torch::Tensor ids = torch::tensor(prompt, torch::kInt64);
    return pictureLayout(ids, ids.eq(kImage), states);
}

}  // namespace

TEST_CASE("the grid of tiles is read off the tokens between them") {
    for (const auto& [rows, columns] : std::vector<std::pair<std::int64_t, std::int64_t>>{{2, 3}, {3, 1}, {1, 4}, {1, 1}}) {
        CAPTURE(rows);
        CAPTURE(columns);
        const auto layout = layoutOf(promptOf(rows, columns, 4), 4);
        CHECK(layout.rows == rows);
        CHECK(layout.columns == columns);
        REQUIRE(std::ssize(layout.tiles) == rows * columns + 1);
        CHECK(layout.tiles[0] == 3);
    }
    CHECK(layoutOf(promptOf(0, 0, 4), 4).rows == 0);
    CHECK(layoutOf(promptOf(0, 0, 4), 4).tiles == std::vector<std::int64_t>{3});
    CHECK(layoutOf({kWord, kWord}, 4).tiles.empty());
    // Two pictures make no grid: the last one counts.
    for (const std::int64_t rows : {0, 2}) {
        CAPTURE(rows);
        auto two = promptOf(rows, 3, 4);
        const auto second = promptOf(rows, 3, 4);
        two.insert(two.end() - 1, second.begin() + 1, second.end() - 1);
        const auto layout = layoutOf(two, 4);
        CHECK(layout.rows == 0);
        CHECK(layout.tiles == std::vector<std::int64_t>{static_cast<std::int64_t>(two.size()) - 6});
    }
}

TEST_CASE("a tile that gets all attention is where it was cut, and the whole picture is spread over all") {
    const std::int64_t rows = 2, columns = 3, side = 2, front = 1, states = front + side * side;
    const auto prompt = promptOf(rows, columns, states);
    const auto layout = layoutOf(prompt, states);
    const auto looksAt = [&](std::int64_t place, std::int64_t count) {
        auto looks = torch::zeros({1, 1, static_cast<std::int64_t>(prompt.size())});
        looks.narrow(2, place, count).fill_(1.0 / static_cast<double>(count));
        return pictureMap(looks, layout, states, side)[0][0];  // (H, W)
    };
    for (std::int64_t tile = 0; tile < rows * columns; ++tile) {
        CAPTURE(tile);
        const auto map = looksAt(layout.tiles[static_cast<std::size_t>(tile)] + front, side * side);
        CHECK(map.sizes() == torch::IntArrayRef({rows * side, columns * side}));
        const auto own = map.narrow(0, tile / columns * side, side).narrow(1, tile % columns * side, side);
        CHECK(maxDifference(own, torch::full({side, side}, 0.25)) < 1e-6);
        CHECK(maxDifference(map.sum(), torch::tensor(1.0f)) < 1e-6);
    }
    // Within a tile the states go row by row: the third is below the first.
    CHECK(looksAt(layout.tiles[4] + front + 2, 1)[side + 1][side].item<float>() == 1);
    // What stands in front of the patches is no place of the picture.
    CHECK(looksAt(layout.tiles[1], 1).abs().max().item<float>() == 0);
    const auto whole = looksAt(layout.tiles.back() + front, 1);  // its upper left quarter
    CHECK(maxDifference(whole.sum(), torch::tensor(1.0f)) < 1e-6);
    CHECK(maxDifference(whole.narrow(0, 0, 2).narrow(1, 0, 3), torch::full({2, 3}, 1.0 / 6)) < 1e-6);
    CHECK(whole.narrow(0, 2, 2).abs().max().item<float>() == 0);
    // A picture that was not cut is its one tile.
    const auto single = layoutOf(promptOf(0, 0, states), states);
    auto looks = torch::zeros({1, 1, states + 6});
    looks.narrow(2, single.tiles[0] + front + 1, 1).fill_(1);
    CHECK(pictureMap(looks, single, states, side)[0][0][0][1].item<float>() == 1);
}

TEST_CASE("maps on another grid keep their sums") {
    torch::manual_seed(2);
    const auto maps = torch::rand({2, 3, 4, 6});
    CHECK(torch::equal(resampleMaps(maps, 4, 6), maps));
    for (const auto& [rows, columns] : std::vector<std::pair<std::int64_t, std::int64_t>>{{8, 6}, {5, 9}, {2, 1}}) {
        const auto other = resampleMaps(maps, rows, columns);
        CHECK(other.sizes() == torch::IntArrayRef({2, 3, rows, columns}));
        CHECK(maxDifference(other.sum({2, 3}), maps.sum({2, 3})) < 1e-5);
    }
    const auto line = resampleMaps(torch::tensor({1.0f, 0.0f}).view({1, 2}), 1, 3);
    CHECK(maxDifference(line, torch::tensor({2.0f / 3, 1.0f / 3, 0.0f}).view({1, 3})) < 1e-6);
}

TEST_CASE("what a chat model looks at is laid over the picture, word by word") {
    const torch::NoGradGuard noGrad;
    onEachChat([](Golden& set) {
        auto& model = *set.model;
        const torch::Tensor features = generationFeatures(set);
        const auto images = features.size(0), side = model.tileSide();
        torch::manual_seed(4);
        const torch::Tensor ids = torch::randint(model.vocabularySize(), {images * 2, 5}, torch::kInt64);
        const torch::Tensor maps = model.patchAttention(ids, features);
        // How many tiles each picture was cut into along a side; one for a family that does not cut.
        const auto tiles = [&](const char* side, std::int64_t b) -> std::int64_t {
            if (!set.json.contains(side)) return 1;
            return std::max<std::int64_t>(1, set.json[side].at(static_cast<std::size_t>(b)).at(0).get<std::int64_t>());
        };
        std::int64_t rows = 1, columns = 1;
        for (std::int64_t b = 0; b < images; ++b) {
            rows = std::max(rows, tiles("rows", b));
            columns = std::max(columns, tiles("cols", b));
        }
        REQUIRE(maps.sizes() == torch::IntArrayRef({images * 2, 5, rows * side, columns * side}));
        CHECK(maps.min().item<double>() >= 0);
        const torch::Tensor sums = maps.sum({2, 3});
        CHECK(sums.min().item<double>() > 0);
        CHECK(sums.max().item<double>() < 1 + 1e-5);
        for (std::int64_t t = 1; t < 5; ++t) CHECK(maxDifference(maps.select(1, t), maps.select(1, t - 1)) > 1e-6);
        // Each picture by itself says the same, on its own grid.
        for (std::int64_t b = 0; b < images; ++b) {
            CAPTURE(b);
            const auto own = model.patchAttention(ids.narrow(0, 2 * b, 2), features.narrow(0, b, 1));
            CHECK(maxDifference(resampleMaps(own, maps.size(2), maps.size(3)), maps.narrow(0, 2 * b, 2)) < 1e-5);
            CHECK(own.size(2) == tiles("rows", b) * side);
            CHECK(own.size(3) == tiles("cols", b) * side);
        }
        // Another picture is looked at otherwise.
        const auto other = model.patchAttention(ids, torch::cat({features.narrow(0, 1, images - 1), features.narrow(0, 0, 1)}));
        CHECK(maxDifference(other, maps) > 1e-6);
    });
}
