#include "media/resample_passes.h"

#include <algorithm>
#include <cstring>

namespace attune {

namespace {

// Eight lanes at a time, in the compiler's own vector types: AVX2 holds one in a register, other machines
// split it.
using Bytes8 = std::uint8_t __attribute__((vector_size(8)));
using Ints8 = std::int32_t __attribute__((vector_size(32)));

constexpr int kLanes = 8;
/// Taps times channels are padded to a multiple of this, which 1, 2, 3 and 4 channels divide: lane i of a
/// group always belongs to channel i % C.
constexpr int kGroup = 24;
constexpr std::int32_t kHalf = 1 << (kResamplePrecision - 1);

std::uint8_t clipped(std::int32_t sum) {
    return static_cast<std::uint8_t>(std::clamp(sum >> kResamplePrecision, 0, 255));
}

/// The weights of the horizontal pass, each repeated for every channel: (outputs, groups * kGroup).
struct SpreadWeights {
    int groups = 0;
    std::vector<std::int32_t> weights;
};

SpreadWeights spread(const ResampleCoefficients& coefficients, int channels) {
    SpreadWeights result;
    int longest = 0;
    for (const auto& span : coefficients.spans) longest = std::max(longest, span.count);
    result.groups = (longest * channels + kGroup - 1) / kGroup;
    const auto stride = static_cast<std::size_t>(result.groups * kGroup);
    result.weights.assign(coefficients.spans.size() * stride, 0);
    for (std::size_t out = 0; out < coefficients.spans.size(); ++out)
        for (int i = 0; i < coefficients.spans[out].count * channels; ++i)
            result.weights[out * stride + static_cast<std::size_t>(i)] =
                coefficients.weights[out * static_cast<std::size_t>(coefficients.stride) +
                                     static_cast<std::size_t>(i / channels)];
    return result;
}

/// One row of the horizontal pass. `source` must be readable for kGroup bytes beyond the last sample of any
/// span.
__attribute__((always_inline)) inline void columnsOfRow(const std::uint8_t* source, std::uint8_t* target,
                                                        int channels,
                                                        const ResampleCoefficients& coefficients,
                                                        const SpreadWeights& spreadWeights) {
    const std::int32_t* weights = spreadWeights.weights.data();
    for (const auto& span : coefficients.spans) {
        const std::uint8_t* samples = source + static_cast<std::ptrdiff_t>(span.first) * channels;
        Ints8 sums[kGroup / kLanes] = {};
        for (int group = 0; group < spreadWeights.groups; ++group) {
            for (Ints8& sum : sums) {
                Bytes8 bytes;
                Ints8 factors;
                std::memcpy(&bytes, samples, sizeof bytes);
                std::memcpy(&factors, weights, sizeof factors);
                sum += __builtin_convertvector(bytes, Ints8) * factors;
                samples += kLanes;
                weights += kLanes;
            }
        }
        std::int32_t lanes[kGroup];
        std::memcpy(lanes, sums, sizeof lanes);
        for (int c = 0; c < channels; ++c) {
            std::int32_t sum = kHalf;
            for (int lane = c; lane < kGroup; lane += channels) sum += lanes[lane];
            *target++ = clipped(sum);
        }
    }
}

/// One row of the vertical pass: `bytes` columns, each a weighted sum of `count` rows that lie `stride` bytes
/// apart.
__attribute__((always_inline)) inline void rowOfRows(const std::uint8_t* source, std::ptrdiff_t stride,
                                                     int count, const std::int32_t* weights,
                                                     std::uint8_t* target, int bytes) {
    constexpr int kBlock = 4;  // registers of sums
    int x = 0;
    for (; x + kBlock * kLanes <= bytes; x += kBlock * kLanes) {
        Ints8 sums[kBlock];
        for (Ints8& sum : sums) sum = Ints8{} + kHalf;
        const std::uint8_t* samples = source + x;
        for (int i = 0; i < count; ++i, samples += stride)
            for (int block = 0; block < kBlock; ++block) {
                Bytes8 eight;
                std::memcpy(&eight, samples + block * kLanes, sizeof eight);
                sums[block] += __builtin_convertvector(eight, Ints8) * weights[i];
            }
        for (int block = 0; block < kBlock; ++block) {
            Ints8 sum = sums[block] >> kResamplePrecision;
            sum = sum < 0 ? Ints8{} : sum;
            sum = sum > 255 ? Ints8{} + 255 : sum;
            const Bytes8 eight = __builtin_convertvector(sum, Bytes8);
            std::memcpy(target + x + block * kLanes, &eight, sizeof eight);
        }
    }
    for (; x < bytes; ++x) {
        std::int32_t sum = kHalf;
        for (int i = 0; i < count; ++i) sum += source[x + i * stride] * weights[i];
        target[x] = clipped(sum);
    }
}

__attribute__((always_inline)) inline void allColumns(const Image8& image,
                                                      const ResampleCoefficients& coefficients,
                                                      const SpreadWeights& weights, Image8& result) {
    // Each row is copied in front of enough zeros for the reads of whole groups.
    std::vector<std::uint8_t> padded(image.rowBytes() + static_cast<std::size_t>(weights.groups * kGroup));
    for (int y = 0; y < image.height; ++y) {
        std::copy_n(image.row(y), image.rowBytes(), padded.data());
        columnsOfRow(padded.data(), result.row(y), image.channels, coefficients, weights);
    }
}

__attribute__((always_inline)) inline void allRows(const Image8& image,
                                                   const ResampleCoefficients& coefficients, Image8& result) {
    for (int y = 0; y < result.height; ++y) {
        const auto& span = coefficients.spans[static_cast<std::size_t>(y)];
        rowOfRows(image.row(span.first), static_cast<std::ptrdiff_t>(image.rowBytes()), span.count,
                  coefficients.weights.data() + static_cast<std::ptrdiff_t>(y) * coefficients.stride,
                  result.row(y), static_cast<int>(image.rowBytes()));
    }
}

// The same code twice: for the baseline of the platform, and for AVX2 where the processor has it.
#if defined(__x86_64__)
__attribute__((target("avx2"))) void columnsAvx2(const Image8& image,
                                                 const ResampleCoefficients& coefficients,
                                                 const SpreadWeights& weights, Image8& result) {
    allColumns(image, coefficients, weights, result);
}
__attribute__((target("avx2"))) void rowsAvx2(const Image8& image, const ResampleCoefficients& coefficients,
                                              Image8& result) {
    allRows(image, coefficients, result);
}
bool hasAvx2() {
    return __builtin_cpu_supports("avx2");
}
#else
constexpr auto columnsAvx2 = allColumns;
constexpr auto rowsAvx2 = allRows;
bool hasAvx2() {
    return false;
}
#endif

}  // namespace

Image8 resampleColumns(const Image8& image, const ResampleCoefficients& coefficients) {
    Image8 result(image.height, static_cast<int>(coefficients.spans.size()), image.channels);
    const SpreadWeights weights = spread(coefficients, image.channels);
    if (hasAvx2())
        columnsAvx2(image, coefficients, weights, result);
    else
        allColumns(image, coefficients, weights, result);
    return result;
}

Image8 resampleRows(const Image8& image, const ResampleCoefficients& coefficients) {
    Image8 result(static_cast<int>(coefficients.spans.size()), image.width, image.channels);
    if (hasAvx2())
        rowsAvx2(image, coefficients, result);
    else
        allRows(image, coefficients, result);
    return result;
}

}  // namespace attune
