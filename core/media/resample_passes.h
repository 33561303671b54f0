// The two passes of the resampler. They are where the time goes, and are compiled for the vector units at
// hand.
#pragma once

#include "media/image8.h"
#include "media/resample_coefficients.h"

namespace attune {

/// The horizontal pass: (H, W, C) -> (H, outputs, C).
Image8 resampleColumns(const Image8& image, const ResampleCoefficients& coefficients);

/// The vertical pass: (H, W, C) -> (outputs, W, C).
Image8 resampleRows(const Image8& image, const ResampleCoefficients& coefficients);

}  // namespace attune
