// What a file's first bytes say about the picture in it, before anything is decoded or allocated.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace attune {

enum class ImageFormat { Jpeg, Png, WebP, Tiff, Bmp, Gif };

/// "JPEG", "PNG", ...
std::string toText(ImageFormat format);

struct ImageHeader {
    ImageFormat format = ImageFormat::Jpeg;
    std::uint64_t width = 0;  ///< pixels, as stored: before the orientation is applied
    std::uint64_t height = 0;
    int orientation = 1;  ///< Exif orientation, 1..8; 5..8 exchange width and height

    std::uint64_t uprightWidth() const { return orientation >= 5 ? height : width; }
    std::uint64_t uprightHeight() const { return orientation >= 5 ? width : height; }
};

/// Reads format, size and orientation; the file's name and extension play no part.
/// @param name  for the message, usually the path
/// @throws Error if it is no picture of a known format or its header is cut short
ImageHeader readImageHeader(std::string_view bytes, const std::string& name);

}  // namespace attune
