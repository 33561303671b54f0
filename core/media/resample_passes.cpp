#include "media/resample_passes.h"

#include <algorithm>

#include "media/resample_kernels.h"

namespace attune {

namespace {

RowKernels kernels() {
#if defined(ATTUNE_AVX2_KERNELS)
    static const bool hasAvx2 = __builtin_cpu_supports("avx2");
    if (hasAvx2) return avx2Kernels();
#endif
    return baselineKernels();
}

/// The weights of the horizontal pass, each repeated for every channel.
std::vector<std::int32_t> spreadWeights(const ResampleCoefficients& coefficients, int channels, int groups) {
    const auto stride = static_cast<std::size_t>(groups) * kResampleGroup;
    std::vector<std::int32_t> weights(coefficients.spans.size() * stride);
    for (std::size_t out = 0; out < coefficients.spans.size(); ++out)
        for (int i = 0; i < coefficients.spans[out].count * channels; ++i)
            weights[out * stride + static_cast<std::size_t>(i)] =
                coefficients.weights[out * static_cast<std::size_t>(coefficients.stride) +
                                     static_cast<std::size_t>(i / channels)];
    return weights;
}

}  // namespace

RowKernels baselineKernels() {
    return {columnsOfRow, rowOfRows};
}

Image8 resampleColumns(const Image8& image, const ResampleCoefficients& coefficients) {
    Image8 result(image.height, static_cast<int>(coefficients.spans.size()), image.channels);
    int longest = 0;
    for (const auto& span : coefficients.spans) longest = std::max(longest, span.count);
    ColumnPlan plan{.outputs = result.width,
                    .channels = image.channels,
                    .groups = (longest * image.channels + kResampleGroup - 1) / kResampleGroup,
                    .spans = coefficients.spans.data()};
    const auto weights = spreadWeights(coefficients, image.channels, plan.groups);
    plan.weights = weights.data();
    const RowKernels kernel = kernels();
    // Each row is copied in front of enough zeros for the reads of whole groups.
    std::vector<std::uint8_t> padded(image.rowBytes() +
                                     static_cast<std::size_t>(plan.groups) * kResampleGroup);
    for (int y = 0; y < image.height; ++y) {
        std::copy_n(image.row(y), image.rowBytes(), padded.data());
        kernel.columns(padded.data(), result.row(y), plan);
    }
    return result;
}

Image8 resampleRows(const Image8& image, const ResampleCoefficients& coefficients) {
    Image8 result(static_cast<int>(coefficients.spans.size()), image.width, image.channels);
    const RowKernels kernel = kernels();
    const auto rowBytes = static_cast<std::ptrdiff_t>(image.rowBytes());
    for (int y = 0; y < result.height; ++y) {
        const auto& span = coefficients.spans[static_cast<std::size_t>(y)];
        kernel.rows(image.row(span.first), rowBytes, span.count,
                    coefficients.weights.data() + static_cast<std::ptrdiff_t>(y) * coefficients.stride,
                    result.row(y), rowBytes);
    }
    return result;
}

}  // namespace attune
