#include <mutex>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>

#include "media/codecs.h"

namespace attune::codecs {

namespace {

/// OpenCV logs to stdout and stderr, which belong to the protocol and to the user.
void silenceOpenCv() {
    static std::once_flag once;
    std::call_once(once, [] { cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT); });
}

/// One value of a decoded channel as a byte: 16-bit grey is clipped and 16-bit colour loses its low byte, as
/// in Pillow.
template <typename T>
std::uint8_t toByte(T value, bool grey) {
    if constexpr (sizeof(T) == 1)
        return static_cast<std::uint8_t>(value);
    else
        return static_cast<std::uint8_t>(grey ? (value > 255 ? 255 : value) : value >> 8);
}

template <typename T>
void copyRows(const cv::Mat& source, Image8& image) {
    const int channels = source.channels();
    const bool grey = channels < 3;
    for (int y = 0; y < image.height; ++y) {
        const T* from = source.ptr<T>(y);
        std::uint8_t* to = image.row(y);
        for (int x = 0; x < image.width; ++x, from += channels, to += 3)
            for (int c = 0; c < 3; ++c) to[c] = toByte(from[grey ? 0 : 2 - c], grey);  // OpenCV stores BGR
    }
}

}  // namespace

Image8 decodeWithOpenCv(std::string_view bytes, const std::string& name) {
    silenceOpenCv();
    // The header of a matrix cannot be const; imdecode only reads.
    const cv::Mat data(1, static_cast<int>(bytes.size()), CV_8U, const_cast<char*>(bytes.data()));
    cv::Mat decoded;
    try {
        decoded = cv::imdecode(data, cv::IMREAD_UNCHANGED);
    } catch (const cv::Exception& e) {
        throwDamaged(name, e.err);
    }
    if (decoded.empty())
        throwDamaged(name, "the picture data is damaged or ends early, or uses a rare variant");
    Image8 image(decoded.rows, decoded.cols);
    if (decoded.depth() == CV_8U)
        copyRows<std::uint8_t>(decoded, image);
    else if (decoded.depth() == CV_16U)
        copyRows<std::uint16_t>(decoded, image);
    else
        throwDamaged(name, "its samples are neither 8 nor 16 bits wide");
    return image;
}

}  // namespace attune::codecs
