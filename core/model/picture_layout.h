// Where in a chat model's prompt the picture is, and what attention to its places looks like when it is laid over it.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

namespace attune {

/// The tiles of a picture, found by the tokens between them.
struct PictureLayout {
    /// The places at which the tiles' states begin: row by row, behind them the whole picture.
    std::vector<std::int64_t> tiles;
    std::int64_t rows = 0, columns = 0;  ///< of tiles; 0 where only the whole picture is known
};

/// Within a row, the token behind a tile's states opens the next tile; the same one closes the whole picture, the last tile.
/// Another token ends the row.
/// @param ids (S) int64 on the CPU @param shown (S) bool on the CPU, whether a place holds a state of the picture
/// @param statesPerTile  how many of them are one tile
/// @return without rows where the tiles make no grid: only the last of them counts then
PictureLayout pictureLayout(const torch::Tensor& ids, const torch::Tensor& shown, std::int64_t statesPerTile);

/// @param looks (N, T, S) attention to the places of the prompt @param side  of the grid that the last states of a tile make
/// @return (N, T, H, W), side by side as the tiles lie, side x side without any; what falls on the whole picture beside its
/// tiles is spread over them, so that no weight is lost
torch::Tensor pictureMap(const torch::Tensor& looks, const PictureLayout& layout, std::int64_t statesPerTile, std::int64_t side);

}  // namespace attune
