// Pictures in tiles, as Idefics3 and SmolVLM look at them: closely, piece by piece, and once as a whole.
#pragma once

#include <vector>

#include "media/image8.h"
#include "media/resize.h"

namespace attune {

struct TileOptions {
    int longestEdge = 4 * 364;  ///< pixels of the longer side before it is cut
    int side = 364;             ///< pixels of a tile
    bool split = true;          ///< else the picture is one tile
};

struct Tiles {
    std::vector<Image8> tiles;  ///< row by row, each `side` x `side`; behind them the whole picture
    int rows = 0;               ///< 0 where the picture is one tile
    int columns = 0;
};

/// Resizes the picture so that whole tiles cover it, and cuts it. Sizes are rounded as the reference's image processor
/// does: the longer side first, the shorter one to an even number, then both up to whole tiles.
/// @param resized  whether the longer side is brought to `longestEdge` first
/// @throws Error if the sides are too different
Tiles cutTiles(const Image8& image, const TileOptions& options, bool resized, ResizeFilter filter);

}  // namespace attune
