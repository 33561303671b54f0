#include "media/decode.h"

#include <algorithm>

#include "data/error.h"
#include "data/file.h"
#include "media/codecs.h"

namespace attune {

namespace codecs {

void throwDamaged(const std::string& name, const std::string& reason) {
    throw Error("cannot decode image " + name, reason,
                "the file may be incomplete: copy or download it again");
}

}  // namespace codecs

namespace {

Image8 decodeStored(const ImageHeader& header, std::string_view bytes, const std::string& name,
                    int reduceTo) {
    switch (header.format) {
        case ImageFormat::Jpeg:
            return codecs::decodeJpeg(bytes, name, reduceTo);
        case ImageFormat::Png:
            return codecs::decodePng(bytes, name);
        case ImageFormat::Gif:
            return codecs::decodeGif(bytes, name);
        case ImageFormat::Tiff:
            return codecs::decodeTiff(bytes, name);
        default:
            return codecs::decodeWithOpenCv(bytes, name);
    }
}

/// Rows become columns.
Image8 transposed(const Image8& image) {
    Image8 result(image.width, image.height, image.channels);
    const auto channels = static_cast<std::size_t>(image.channels);
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x)
            std::copy_n(image.row(y) + static_cast<std::size_t>(x) * channels, channels,
                        result.row(x) + static_cast<std::size_t>(y) * channels);
    return result;
}

void flipRows(Image8& image) {
    for (int y = 0; y < image.height / 2; ++y)
        std::swap_ranges(image.row(y), image.row(y) + image.rowBytes(), image.row(image.height - 1 - y));
}

void flipColumns(Image8& image) {
    const auto channels = static_cast<std::size_t>(image.channels);
    for (int y = 0; y < image.height; ++y)
        for (std::size_t left = 0, right = static_cast<std::size_t>(image.width - 1); left < right;
             ++left, --right)
            std::swap_ranges(image.row(y) + left * channels, image.row(y) + (left + 1) * channels,
                             image.row(y) + right * channels);
}

}  // namespace

Image8 applyOrientation(Image8 image, int orientation) {
    if (image.pixels.empty()) return image;
    // 5..8 are the transposed picture with the flips that 1..4 have (Exif 2.3, section 4.6.4, tag 274).
    if (orientation >= 5 && orientation <= 8) image = transposed(image);
    if (orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7) flipColumns(image);
    if (orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8) flipRows(image);
    return image;
}

Image8 decodeImage(std::string_view bytes, const std::string& name, const DecodeOptions& options) {
    if (bytes.size() > options.maxFileBytes)
        throw Error("will not read image " + name, "it holds " + std::to_string(bytes.size()) +
                                                       " bytes and the limit is " +
                                                       std::to_string(options.maxFileBytes));
    const ImageHeader header = readImageHeader(bytes, name);
    if (header.width > options.maxPixels / header.height)
        throw Error("will not decode image " + name,
                    "it claims " + std::to_string(header.width) + " x " + std::to_string(header.height) +
                        " pixels and the limit is " + std::to_string(options.maxPixels) + " in all",
                    "make it smaller with an image editor if it is genuine");
    Image8 image = decodeStored(header, bytes, name, options.reduceTo);
    return options.applyOrientation ? applyOrientation(std::move(image), header.orientation) : image;
}

Image8 decodeImageFile(const std::filesystem::path& path, const DecodeOptions& options) {
    return decodeImage(readFile(path, options.maxFileBytes), path.string(), options);
}

}  // namespace attune
