#include "media/tiles.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "data/error.h"

namespace attune {

namespace {

/// Larger pictures are never handed on, whatever the settings ask for.
constexpr int kMostPixels = 4096;
/// More tiles than any model was trained on.
constexpr int kMostTiles = 4096;

struct Size {
    int height = 0, width = 0;
};

/// The longer side becomes `edge`. @param even  the shorter one is rounded up to an even number
Size withLongestEdge(Size size, int edge, bool even) {
    const double aspect = static_cast<double>(size.width) / size.height;
    const auto shorter = [&](double length) {
        const int whole = static_cast<int>(length);
        return std::max(1, even && whole % 2 != 0 ? whole + 1 : whole);
    };
    if (size.width >= size.height) return {shorter(edge / aspect), edge};
    return {edge, shorter(edge * aspect)};
}

int roundUp(int length, int step) { return (length + step - 1) / step * step; }

/// Both sides as whole tiles: the longer one first, the shorter one from the proportions that the picture had.
Size wholeTiles(Size size, int side) {
    const double aspect = static_cast<double>(size.width) / size.height;
    if (size.width >= size.height) {
        const int width = roundUp(size.width, side);
        return {roundUp(static_cast<int>(width / aspect), side), width};
    }
    const int height = roundUp(size.height, side);
    return {height, roundUp(static_cast<int>(height * aspect), side)};
}

Image8 cropped(const Image8& image, int top, int left, int height, int width) {
    Image8 tile(height, width, image.channels);
    for (int y = 0; y < height; ++y)
        std::copy_n(image.row(top + y) + static_cast<std::ptrdiff_t>(left) * image.channels, tile.rowBytes(), tile.row(y));
    return tile;
}

}  // namespace

Tiles cutTiles(const Image8& image, const TileOptions& options, bool resized, ResizeFilter filter) {
    Size size{image.height, image.width};
    Image8 current = image;
    if (resized) {
        size = withLongestEdge(size, options.longestEdge, true);
        if (std::max(size.height, size.width) > kMostPixels) size = withLongestEdge(size, kMostPixels, false);
        current = resize(current, size.height, size.width, filter);
    }
    Tiles result;
    const int side = options.side;
    if (!options.split) {
        result.tiles.push_back(resize(current, side, side, filter));
        return result;
    }
    size = wholeTiles(size, side);
    // A strip so thin that it is less than a pixel wide has no tile at all.
    size = {std::max(size.height, side), std::max(size.width, side)};
    if (static_cast<std::int64_t>(size.height / side) * (size.width / side) > kMostTiles)
        throw Error("cannot cut an image of " + std::to_string(image.width) + " x " + std::to_string(image.height) +
                        " pixels into tiles for the model",
                    "there would be more than " + std::to_string(kMostTiles));
    current = resize(current, size.height, size.width, filter);
    if (size.height > side || size.width > side) {
        result.rows = size.height / side;
        result.columns = size.width / side;
        for (int row = 0; row < result.rows; ++row)
            for (int column = 0; column < result.columns; ++column)
                result.tiles.push_back(cropped(current, row * side, column * side, side, side));
        current = resize(current, side, side, filter);
    }
    result.tiles.push_back(std::move(current));
    return result;
}

}  // namespace attune
