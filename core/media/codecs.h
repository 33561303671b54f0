// The decoders behind decode.h, one for each family of formats. Sizes have been checked against the limits
// before.
#pragma once

#include <string>
#include <string_view>

#include "media/image8.h"

namespace attune::codecs {

/// Each returns (H, W, 3) RGB as stored, without applying an orientation, and writes nothing to stderr.
/// @param name  for the message. @throws Error if the data is damaged or ends early.

/// @param reduceTo  0, or the length that the longer side must keep: libjpeg then decodes at 1/2, 1/4 or 1/8
/// of the size
Image8 decodeJpeg(std::string_view bytes, const std::string& name, int reduceTo);
Image8 decodePng(std::string_view bytes, const std::string& name);
/// The first frame; what it leaves open of the canvas has the transparent or else the background colour.
Image8 decodeGif(std::string_view bytes, const std::string& name);
/// The first page.
Image8 decodeTiff(std::string_view bytes, const std::string& name);
/// BMP, and WebP: of an animation the first frame.
Image8 decodeWithOpenCv(std::string_view bytes, const std::string& name);

/// The error for data that a decoder gave up on.
[[noreturn]] void throwDamaged(const std::string& name, const std::string& reason);

}  // namespace attune::codecs
