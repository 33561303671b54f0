// Which input samples make an output sample, and with which weights.
#pragma once

#include <cstdint>
#include <vector>

#include "media/resize.h"

namespace attune {

/// Weights are fixed-point numbers with this many fractional bits: 8 bits of a sample, 22 of the weight and 2
/// for overshoot and sign fill 32.
inline constexpr int kResamplePrecision = 32 - 8 - 2;

struct ResampleCoefficients {
    struct Span {
        int first = 0;  ///< first input sample
        int count = 0;  ///< samples used, at most `stride`
    };
    std::vector<Span> spans;            ///< one an output sample
    int stride = 0;                     ///< weights stored for each output sample, zero behind `count`
    std::vector<std::int32_t> weights;  ///< (outputs, stride)
};

/// For a row of `inputSize` samples scaled to `outputSize`. @param filter any but Nearest
ResampleCoefficients resampleCoefficients(int inputSize, int outputSize, ResizeFilter filter);

}  // namespace attune
