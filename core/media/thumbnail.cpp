#include "media/thumbnail.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgcodecs.hpp>

#include "data/error.h"
#include "media/resize.h"

namespace attune {

namespace {

std::string encode(const Image8& image, const char* extension, const std::vector<int>& parameters) {
    if (image.channels != 3 || image.pixels.empty()) throw Error("cannot encode an empty image");
    cv::Mat bgr(image.height, image.width, CV_8UC3);
    for (int y = 0; y < image.height; ++y) {
        const std::uint8_t* from = image.row(y);
        std::uint8_t* to = bgr.ptr(y);
        for (int x = 0; x < image.width; ++x, from += 3, to += 3) std::reverse_copy(from, from + 3, to);
    }
    std::vector<std::uint8_t> bytes;
    try {
        if (cv::imencode(extension, bgr, bytes, parameters)) return {bytes.begin(), bytes.end()};
    } catch (const cv::Exception& e) {
        throw Error("cannot encode an image", e.err);
    }
    throw Error("cannot encode an image");
}

}  // namespace

Image8 shrink(const Image8& image, int longestSide) {
    const int longest = std::max(image.height, image.width);
    if (longest <= longestSide) return image;
    const auto scaled = [&](int side) {
        return std::max(1, static_cast<int>(std::lround(static_cast<double>(side) * longestSide / longest)));
    };
    return resize(image, scaled(image.height), scaled(image.width), ResizeFilter::Bilinear);
}

std::string encodeImage(const Image8& image, ThumbnailFormat format, int quality) {
    if (format == ThumbnailFormat::WebP) return encode(image, ".webp", {cv::IMWRITE_WEBP_QUALITY, quality});
    return encode(image, ".jpg", {cv::IMWRITE_JPEG_QUALITY, quality});
}

std::string encodePng(const Image8& image) {
    return encode(image, ".png", {});
}

Thumbnail makeThumbnail(const Image8& image, const ThumbnailOptions& options) {
    return {encodeImage(shrink(image, options.longestSide), options.format, options.quality), image.width,
            image.height};
}

Thumbnail makeThumbnail(std::string_view bytes, const std::string& name, const ThumbnailOptions& options,
                        const DecodeOptions& decodeOptions) {
    DecodeOptions reduced = decodeOptions;
    reduced.reduceTo = options.longestSide;
    Thumbnail thumbnail = makeThumbnail(decodeImage(bytes, name, reduced), options);
    const ImageHeader header = readImageHeader(bytes, name);
    thumbnail.sourceWidth = static_cast<int>(header.uprightWidth());
    thumbnail.sourceHeight = static_cast<int>(header.uprightHeight());
    return thumbnail;
}

}  // namespace attune
