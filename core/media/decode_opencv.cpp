#include <cstdlib>
#include <mutex>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>

#include "media/byte_reader.h"
#include "media/codecs.h"
#include "media/webp_animation.h"

namespace attune::codecs {

namespace {

constexpr const char* kDamaged = "the image data is damaged or ends early, or uses a rare variant";

/// OpenCV logs to stdout and stderr, which belong to the protocol and to the user.
void silenceOpenCv() {
    static std::once_flag once;
    std::call_once(once, [] { cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT); });
}

// OpenCV 4.6 reports files that end early on stderr, so that such files must not reach it.

bool bmpIsWhole(std::string_view bytes) {
    const ByteReader reader(bytes);
    const auto data = reader.u32(10), header = reader.u32(14), width = reader.u32(18),
               height = reader.u32(22);
    const auto bits = reader.u16(28), compression = reader.u32(30), colours = reader.u32(46);
    if (header == 12u) return bytes.size() > 26;  // the OS/2 header is left to OpenCV
    if (!data || !header || !width || !height || !bits || !compression || !colours) return false;
    const std::uint64_t palette = *bits <= 8 ? std::uint64_t{4} * (*colours ? *colours : 1u << *bits) : 0;
    if (*data > bytes.size() || 14 + std::uint64_t{*header} + palette > bytes.size()) return false;
    if (*compression == 1 || *compression == 2) return true;  // run lengths: the size is not known beforehand
    const std::uint64_t rowBytes = (std::uint64_t{*width} * *bits + 31) / 32 * 4;
    const auto rows = static_cast<std::uint64_t>(std::llabs(static_cast<std::int32_t>(*height)));
    return rowBytes * rows <= bytes.size() - *data;
}

/// What OpenCV reads of BMP: at most 256 colours, and no pictures of other formats inside.
bool bmpIsCommon(std::string_view bytes) {
    const ByteReader reader(bytes);
    const std::uint32_t header = reader.u32(14).value_or(0);
    if (header == 12) return true;
    return header >= 36 && reader.u32(30).value_or(9) <= 3 && reader.u32(46).value_or(257) <= 256;
}

bool webpIsWhole(std::string_view bytes) {
    const auto size = ByteReader(bytes).u32(4);  // of what follows
    return size && bytes.size() >= 32 && *size <= bytes.size() - 8;
}

void checkWhole(std::string_view bytes, const std::string& name) {
    const bool bmp = bytes.starts_with("BM");
    if (bmp ? !bmpIsWhole(bytes) : !webpIsWhole(bytes)) throwDamaged(name, "the image data ends early");
    if (bmp && !bmpIsCommon(bytes)) throwDamaged(name, "its variant of BMP is not one that can be read");
}

/// BGR, BGRA or grey bytes to RGB.
void copyRows(const cv::Mat& source, Image8& image) {
    const int channels = source.channels();
    const bool grey = channels < 3;
    for (int y = 0; y < image.height; ++y) {
        const std::uint8_t* from = source.ptr(y);
        std::uint8_t* to = image.row(y);
        for (int x = 0; x < image.width; ++x, from += channels, to += 3)
            for (int c = 0; c < 3; ++c) to[c] = from[grey ? 0 : 2 - c];
    }
}

}  // namespace

Image8 decodeWithOpenCv(std::string_view bytes, const std::string& name) {
    silenceOpenCv();
    checkWhole(bytes, name);
    std::string frame;
    if (isWebPAnimation(bytes)) {
        frame = firstWebPFrame(bytes);
        if (frame.empty()) throwDamaged(name, kDamaged);
        bytes = frame;
    }
    // The header of a matrix cannot be const; imdecode only reads.
    const cv::Mat data(1, static_cast<int>(bytes.size()), CV_8U, const_cast<char*>(bytes.data()));
    cv::Mat decoded;
    try {
        decoded = cv::imdecode(data, cv::IMREAD_UNCHANGED);
    } catch (const cv::Exception& e) {
        throwDamaged(name, e.err);
    }
    if (decoded.empty()) throwDamaged(name, kDamaged);
    if (decoded.depth() != CV_8U) throwDamaged(name, "its samples are wider than 8 bits");
    Image8 image(decoded.rows, decoded.cols);
    copyRows(decoded, image);
    return image;
}

}  // namespace attune::codecs
