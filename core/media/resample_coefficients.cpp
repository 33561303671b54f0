#include "media/resample_coefficients.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace attune {

namespace {

double sinc(double x) {
    if (x == 0.0) return 1.0;
    x *= std::numbers::pi;
    return std::sin(x) / x;
}

/// How far from its centre a filter reaches, in samples of the smaller picture.
double supportOf(ResizeFilter filter) {
    switch (filter) {
        case ResizeFilter::Box:
            return 0.5;
        case ResizeFilter::Bicubic:
            return 2.0;
        case ResizeFilter::Lanczos:
            return 3.0;
        default:
            return 1.0;
    }
}

/// Keys (1981) with a = -0.5.
double bicubic(double x) {
    constexpr double a = -0.5;
    x = std::abs(x);
    if (x < 1.0) return ((a + 2.0) * x - (a + 3.0)) * x * x + 1;
    if (x < 2.0) return (((x - 5) * x + 8) * x - 4) * a;
    return 0.0;
}

double hamming(double x) {
    x = std::abs(x);
    if (x == 0.0) return 1.0;
    if (x >= 1.0) return 0.0;
    x *= std::numbers::pi;
    return std::sin(x) / x * (0.54 + 0.46 * std::cos(x));
}

double weightAt(ResizeFilter filter, double x) {
    switch (filter) {
        // The box is open on the left, so that a sample on the border between two outputs counts once.
        case ResizeFilter::Box:
            return x > -0.5 && x <= 0.5 ? 1.0 : 0.0;
        case ResizeFilter::Hamming:
            return hamming(x);
        case ResizeFilter::Bicubic:
            return bicubic(x);
        case ResizeFilter::Lanczos:
            return x >= -3.0 && x < 3.0 ? sinc(x) * sinc(x / 3) : 0.0;
        default:
            return std::max(0.0, 1.0 - std::abs(x));
    }
}

std::int32_t toFixedPoint(double weight) {
    const double scaled = weight * (1 << kResamplePrecision);
    return static_cast<std::int32_t>(scaled + (weight < 0 ? -0.5 : 0.5));
}

}  // namespace

ResampleCoefficients resampleCoefficients(int inputSize, int outputSize, ResizeFilter filter) {
    const double scale = static_cast<double>(inputSize) / outputSize;
    const double filterScale = std::max(scale, 1.0);  // a reduction widens the filter
    const double support = supportOf(filter) * filterScale;
    const double inverse = 1.0 / filterScale;

    ResampleCoefficients result;
    result.stride = static_cast<int>(std::ceil(support)) * 2 + 1;
    result.spans.resize(static_cast<std::size_t>(outputSize));
    result.weights.assign(static_cast<std::size_t>(outputSize) * static_cast<std::size_t>(result.stride), 0);
    std::vector<double> weights(static_cast<std::size_t>(result.stride));
    for (int out = 0; out < outputSize; ++out) {
        const double center = (out + 0.5) * scale;
        const int first = std::max(0, static_cast<int>(center - support + 0.5));
        const int count = std::min(inputSize, static_cast<int>(center + support + 0.5)) - first;
        double sum = 0;
        for (int i = 0; i < count; ++i) {
            const double weight = weightAt(filter, (i + first - center + 0.5) * inverse);
            weights[static_cast<std::size_t>(i)] = weight;
            sum += weight;
        }
        std::int32_t* target = result.weights.data() + static_cast<std::ptrdiff_t>(out) * result.stride;
        for (int i = 0; i < count; ++i) {
            const double weight = weights[static_cast<std::size_t>(i)];
            target[i] = toFixedPoint(sum != 0.0 ? weight / sum : weight);
        }
        result.spans[static_cast<std::size_t>(out)] = {first, count};
    }
    return result;
}

}  // namespace attune
