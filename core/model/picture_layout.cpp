#include "model/picture_layout.h"

#include <algorithm>

#include "model/cross_attention.h"

namespace attune {

PictureLayout pictureLayout(const torch::Tensor& ids, const torch::Tensor& shown, std::int64_t statesPerTile) {
    const torch::Tensor ownIds = ids.contiguous(), ownShown = shown.contiguous();
    const auto* id = ownIds.data_ptr<std::int64_t>();
    const auto* isShown = ownShown.data_ptr<bool>();
    const auto places = ownIds.size(0);
    PictureLayout layout;
    for (std::int64_t s = 0; s < places;) {
        if (!isShown[s] || s + statesPerTile > places) {
            ++s;
            continue;
        }
        layout.tiles.push_back(s);
        s += statesPerTile;
    }
    if (layout.tiles.size() < 2) return layout;
    const auto behind = [&](std::int64_t begin) { return begin + statesPerTile < places ? id[begin + statesPerTile] : -1; };
    const auto opener = behind(layout.tiles.back());
    std::vector<std::int64_t> rows;  // how many tiles each has
    std::int64_t inRow = 0;
    for (std::size_t i = 0; i + 1 < layout.tiles.size(); ++i) {
        ++inRow;
        if (behind(layout.tiles[i]) == opener) continue;
        rows.push_back(inRow);
        inRow = 0;
    }
    const bool isGrid = inRow == 0 && std::all_of(rows.begin(), rows.end(), [&](auto length) { return length == rows.front(); });
    if (!isGrid) return {{layout.tiles.back()}, 0, 0};
    layout.rows = static_cast<std::int64_t>(rows.size());
    layout.columns = rows.front();
    return layout;
}

torch::Tensor pictureMap(const torch::Tensor& looks, const PictureLayout& layout, std::int64_t statesPerTile, std::int64_t side) {
    const auto n = looks.size(0), t = looks.size(1);
    if (layout.tiles.empty()) return torch::zeros({n, t, side, side}, looks.options());
    // A class token, say, stands in front of the patches.
    const auto front = statesPerTile - side * side;
    const auto tile = [&](std::int64_t begin) {
        return looks.narrow(2, begin + front, side * side).reshape({n, t, side, side});
    };
    const torch::Tensor whole = tile(layout.tiles.back());
    if (layout.rows == 0) return whole;
    std::vector<torch::Tensor> rows;
    for (std::int64_t row = 0; row < layout.rows; ++row) {
        std::vector<torch::Tensor> tiles;
        for (std::int64_t column = 0; column < layout.columns; ++column)
            tiles.push_back(tile(layout.tiles[static_cast<std::size_t>(row * layout.columns + column)]));
        rows.push_back(torch::cat(tiles, 3));  // (N, T, side, columns * side)
    }
    return torch::cat(rows, 2) + resampleMaps(whole, layout.rows * side, layout.columns * side);
}

}  // namespace attune
