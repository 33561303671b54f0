// The first image directory of a TIFF structure: a TIFF file, or the Exif block of another format.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace attune {

struct TiffTags {
    std::optional<std::uint32_t> width;        ///< tag 256, pixels
    std::optional<std::uint32_t> height;       ///< tag 257, pixels
    std::optional<std::uint32_t> orientation;  ///< tag 274, 1..8 as in Exif 2.3, section 4.6.4
};

/// @param bytes from the byte-order mark ("II*\0" or "MM\0*") on
/// @return nothing where this is no TIFF structure; damaged entries are left out
std::optional<TiffTags> readTiffTags(std::string_view bytes);

}  // namespace attune
