// Picture files to RGB, as Pillow's `ImageOps.exif_transpose(Image.open(path)).convert("RGB")` gives them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "media/image8.h"
#include "media/image_header.h"

namespace attune {

struct DecodeOptions {
    /// More is taken for a decompression bomb (Pillow's own limit of errors). Checked before anything is
    /// allocated.
    std::uint64_t maxPixels = 178'956'970;
    std::uint64_t maxFileBytes = std::uint64_t{1} << 30;
    bool applyOrientation = true;
    /// 0, or the length in pixels that the longer side must keep at least: a JPEG is then decoded at a
    /// fraction of its size, in a fraction of the time. Other formats ignore it.
    int reduceTo = 0;
};

/// (H, W, 3) RGB. Formats: JPEG, PNG, WebP, TIFF (first page), BMP, GIF (first frame). Alpha is dropped, not
/// blended; 16-bit grey is clipped at 255, of 16-bit colour the high byte is kept; CMYK is converted without
/// a profile. Safe to call from several threads.
/// @param name  for the message, usually the path
/// @throws Error if it is no picture, is damaged or cut short, or exceeds a limit
Image8 decodeImage(std::string_view bytes, const std::string& name, const DecodeOptions& options = {});

/// As above, from a file. @throws Error, also if the file cannot be read
Image8 decodeImageFile(const std::filesystem::path& path, const DecodeOptions& options = {});

/// `image` turned and mirrored so that a picture stored with this Exif orientation (1..8) stands upright.
Image8 applyOrientation(Image8 image, int orientation);

}  // namespace attune
