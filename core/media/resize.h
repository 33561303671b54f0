// Pillow's resampler on 8-bit pictures, equal to the byte.
#pragma once

#include "media/image8.h"

namespace attune {

/// The numbers are Pillow's `Image.Resampling`, which preprocessor configs hold as "resample".
enum class ResizeFilter { Nearest = 0, Lanczos = 1, Bilinear = 2, Bicubic = 3, Box = 4, Hamming = 5 };

/// `image` at (height, width), as `PIL.Image.resize((width, height), filter)`: the filter's support grows
/// with the reduction (antialiasing), coefficients have 22 fractional bits, the horizontal pass comes first
/// and both passes round and clip to bytes. Source: Pillow's ImagingResample, whose results this reproduces.
/// @param image  (H, W, C) with 1 to 4 channels
/// @throws Error if a size is not in 1..65,536 or the image is empty
Image8 resize(const Image8& image, int height, int width, ResizeFilter filter);

}  // namespace attune
