// Small copies of pictures for grids and lists.
#pragma once

#include <string>
#include <string_view>

#include "media/decode.h"
#include "media/image8.h"

namespace attune {

enum class ThumbnailFormat { Jpeg, WebP };

struct ThumbnailOptions {
    int longestSide = 256;  ///< pixels; a smaller picture keeps its size
    ThumbnailFormat format = ThumbnailFormat::Jpeg;
    int quality = 85;  ///< 1..100
};

/// A thumbnail and the size of the upright picture that it was made of.
struct Thumbnail {
    std::string bytes;  ///< a whole JPEG or WebP file
    int sourceWidth = 0;
    int sourceHeight = 0;
};

/// From a file's bytes; a JPEG is decoded at a fraction of its size. @throws Error as decodeImage does
Thumbnail makeThumbnail(std::string_view bytes, const std::string& name, const ThumbnailOptions& options = {},
                        const DecodeOptions& decodeOptions = {});

/// From a picture that is decoded already.
Thumbnail makeThumbnail(const Image8& image, const ThumbnailOptions& options = {});

/// `image` so that its longer side is at most `longestSide`.
Image8 shrink(const Image8& image, int longestSide);

/// A whole JPEG or WebP file. @param quality 1..100
std::string encodeImage(const Image8& image, ThumbnailFormat format, int quality);

/// A whole PNG file, lossless.
std::string encodePng(const Image8& image);

}  // namespace attune
