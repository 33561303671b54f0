// The inner loops of the resampler. Included by one source file for each instruction set that it is compiled
// for, and by nothing else: all names are local to that file, and only plain pointers are used, so that no
// code for a newer processor can end up in a function that the linker shares.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#if defined(__AVX2__)
#include <immintrin.h>
#endif

#include "media/resample_passes.h"

namespace attune {

namespace {

// Eight lanes at a time, in the compiler's own vector types: AVX2 holds one in a register, other machines
// split it.
using Ints8 = std::int32_t __attribute__((vector_size(32)));

constexpr int kLanes = 8;

/// Eight bytes as eight numbers. GCC 12 has no good code of its own for it.
inline void widen(const std::uint8_t* bytes, Ints8& numbers) {
#if defined(__AVX2__)
    const __m256i wide = _mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(bytes)));
    std::memcpy(&numbers, &wide, sizeof numbers);
#else
    for (int i = 0; i < kLanes; ++i) numbers[i] = bytes[i];
#endif
}

constexpr std::int32_t kHalf = 1 << (kResamplePrecision - 1);

std::uint8_t clipped(std::int32_t sum) {
    sum >>= kResamplePrecision;
    return static_cast<std::uint8_t>(sum < 0 ? 0 : sum > 255 ? 255 : sum);
}

inline void addProducts(const std::uint8_t* bytes, const std::int32_t* weights, Ints8& sum) {
    Ints8 numbers, factors;
    widen(bytes, numbers);
    std::memcpy(&factors, weights, sizeof factors);
    sum += numbers * factors;
}

/// See RowKernels::columns. The number of channels is a constant so that the last sums can be unrolled.
template <int channels>
void columnsOf(const std::uint8_t* source, std::uint8_t* target, const ColumnPlan& plan) {
    const std::int32_t* weights = plan.weights;
    for (int out = 0; out < plan.outputs; ++out) {
        const std::uint8_t* samples = source + static_cast<std::ptrdiff_t>(plan.spans[out].first) * channels;
        Ints8 sum0 = {}, sum1 = {}, sum2 = {};
        for (int group = 0; group < plan.groups;
             ++group, samples += kResampleGroup, weights += kResampleGroup) {
            addProducts(samples, weights, sum0);
            addProducts(samples + kLanes, weights + kLanes, sum1);
            addProducts(samples + 2 * kLanes, weights + 2 * kLanes, sum2);
        }
        std::int32_t lanes[kResampleGroup];
        std::memcpy(lanes, &sum0, sizeof sum0);
        std::memcpy(lanes + kLanes, &sum1, sizeof sum1);
        std::memcpy(lanes + 2 * kLanes, &sum2, sizeof sum2);
        for (int c = 0; c < channels; ++c) {
            std::int32_t sum = kHalf;
            for (int lane = c; lane < kResampleGroup; lane += channels) sum += lanes[lane];
            *target++ = clipped(sum);
        }
    }
}

/// See RowKernels::columns.
void columnsOfRow(const std::uint8_t* source, std::uint8_t* target, const ColumnPlan& plan) {
    switch (plan.channels) {
        case 1:
            return columnsOf<1>(source, target, plan);
        case 2:
            return columnsOf<2>(source, target, plan);
        case 3:
            return columnsOf<3>(source, target, plan);
        default:
            return columnsOf<4>(source, target, plan);
    }
}

/// See RowKernels::rows.
void rowOfRows(const std::uint8_t* source, std::ptrdiff_t stride, int count, const std::int32_t* weights,
               std::uint8_t* target, std::ptrdiff_t bytes) {
    constexpr int kBlock = 4;  // registers of sums
    std::ptrdiff_t x = 0;
    for (; x + kBlock * kLanes <= bytes; x += kBlock * kLanes) {
        Ints8 sums[kBlock];
        for (Ints8& sum : sums) sum = Ints8{} + kHalf;
        const std::uint8_t* samples = source + x;
        for (int i = 0; i < count; ++i, samples += stride)
            for (int block = 0; block < kBlock; ++block) {
                Ints8 numbers;
                widen(samples + block * kLanes, numbers);
                sums[block] += numbers * weights[i];
            }
        for (int block = 0; block < kBlock; ++block) {
            std::int32_t lanes[kLanes];
            std::memcpy(lanes, &sums[block], sizeof lanes);
            for (int lane = 0; lane < kLanes; ++lane)
                target[x + block * kLanes + lane] = clipped(lanes[lane]);
        }
    }
    for (; x < bytes; ++x) {
        std::int32_t sum = kHalf;
        for (int i = 0; i < count; ++i) sum += source[x + i * stride] * weights[i];
        target[x] = clipped(sum);
    }
}

}  // namespace

}  // namespace attune
