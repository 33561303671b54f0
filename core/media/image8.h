// The one picture type of the core: 8-bit, row-major, interleaved.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace attune {

/// A picture of `height` x `width` pixels with `channels` interleaved bytes each (3: red, green, blue).
/// Byte (y, x, c) lies at `(y * width + x) * channels + c`; there is no padding between rows.
struct Image8 {
    int height = 0;
    int width = 0;
    int channels = 3;
    std::vector<std::uint8_t> pixels;  ///< (H, W, C)

    Image8() = default;
    /// All bytes zero, that is black.
    Image8(int height_, int width_, int channels_ = 3)
        : height(height_),
          width(width_),
          channels(channels_),
          pixels(static_cast<std::size_t>(height_) * static_cast<std::size_t>(width_) *
                 static_cast<std::size_t>(channels_)) {}

    std::size_t rowBytes() const {
        return static_cast<std::size_t>(width) * static_cast<std::size_t>(channels);
    }
    std::uint8_t* row(int y) { return pixels.data() + static_cast<std::size_t>(y) * rowBytes(); }
    const std::uint8_t* row(int y) const { return pixels.data() + static_cast<std::size_t>(y) * rowBytes(); }
    bool operator==(const Image8&) const = default;
};

}  // namespace attune
