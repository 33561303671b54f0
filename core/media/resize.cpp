#include "media/resize.h"

#include <algorithm>
#include <string>

#include "data/error.h"
#include "media/resample_coefficients.h"
#include "media/resample_passes.h"

namespace attune {

namespace {

constexpr int kMaxSide = 65'536;

/// Which input sample each output sample takes. The position is summed up step by step, as Pillow does,
/// because that rounds differently from a multiplication.
std::vector<int> nearestSamples(int inputSize, int outputSize) {
    const double step = static_cast<double>(inputSize) / outputSize;
    std::vector<int> samples(static_cast<std::size_t>(outputSize));
    double position = step * 0.5;
    for (int& sample : samples) {
        sample = std::min(static_cast<int>(position), inputSize - 1);
        position += step;
    }
    return samples;
}

Image8 resizeNearest(const Image8& image, int height, int width) {
    const auto columns = nearestSamples(image.width, width);
    const auto rows = nearestSamples(image.height, height);
    const auto channels = static_cast<std::size_t>(image.channels);
    Image8 result(height, width, image.channels);
    for (int y = 0; y < height; ++y) {
        const std::uint8_t* from = image.row(rows[static_cast<std::size_t>(y)]);
        std::uint8_t* to = result.row(y);
        for (const int column : columns) {
            std::copy_n(from + static_cast<std::size_t>(column) * channels, channels, to);
            to += channels;
        }
    }
    return result;
}

}  // namespace

Image8 resize(const Image8& image, int height, int width, ResizeFilter filter) {
    if (image.height < 1 || image.width < 1 || image.channels < 1 || image.channels > 4)
        throw Error("cannot resize an empty image");
    if (height < 1 || width < 1 || height > kMaxSide || width > kMaxSide)
        throw Error("cannot resize to " + std::to_string(width) + " x " + std::to_string(height) + " pixels",
                    "a side lies between 1 and " + std::to_string(kMaxSide));
    if (height == image.height && width == image.width) return image;
    if (filter == ResizeFilter::Nearest) return resizeNearest(image, height, width);
    // A side that stays gets no pass at all: a Lanczos or bicubic filter of scale 1 is the identity.
    if (height == image.height)
        return resampleColumns(image, resampleCoefficients(image.width, width, filter));
    if (width == image.width) return resampleRows(image, resampleCoefficients(image.height, height, filter));
    return resampleRows(resampleColumns(image, resampleCoefficients(image.width, width, filter)),
                        resampleCoefficients(image.height, height, filter));
}

}  // namespace attune
