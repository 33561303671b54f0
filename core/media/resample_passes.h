// The two passes of the resampler. They are where the time goes, and are compiled for more than one
// instruction set.
#pragma once

#include <cstddef>
#include <cstdint>

#include "media/image8.h"
#include "media/resample_coefficients.h"

namespace attune {

/// The horizontal pass: (H, W, C) -> (H, outputs, C).
Image8 resampleColumns(const Image8& image, const ResampleCoefficients& coefficients);

/// The vertical pass: (H, W, C) -> (outputs, W, C).
Image8 resampleRows(const Image8& image, const ResampleCoefficients& coefficients);

/// Taps times channels are padded to a multiple of this, which 1, 2, 3 and 4 channels divide: lane i of a
/// group always belongs to channel i % C.
inline constexpr int kResampleGroup = 24;

/// The horizontal pass laid out for its kernel.
struct ColumnPlan {
    int outputs = 0;
    int channels = 0;
    int groups = 0;  ///< of kResampleGroup bytes, for each output
    const ResampleCoefficients::Span* spans = nullptr;
    const std::int32_t* weights =
        nullptr;  ///< (outputs, groups * kResampleGroup), repeated for every channel
};

/// The inner loops for one instruction set.
struct RowKernels {
    /// One row of the horizontal pass. `source` is readable for all groups of every output.
    void (*columns)(const std::uint8_t* source, std::uint8_t* target, const ColumnPlan& plan);
    /// One row of the vertical pass: each of `bytes` columns is the weighted sum of `count` rows `stride`
    /// bytes apart.
    void (*rows)(const std::uint8_t* source, std::ptrdiff_t stride, int count, const std::int32_t* weights,
                 std::uint8_t* target, std::ptrdiff_t bytes);
};

/// For every processor of the platform.
RowKernels baselineKernels();
/// For processors with AVX2; built on x86-64 only.
RowKernels avx2Kernels();

}  // namespace attune
