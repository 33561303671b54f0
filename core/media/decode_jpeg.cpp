// libjpeg directly: its warnings tell a damaged file from a whole one, it decodes at reduced size for
// thumbnails, and its four-colour output keeps the bytes that Pillow starts from.
#include <algorithm>
#include <csetjmp>
#include <cstdio>
#include <vector>

// Behind <cstdio>, on which it relies.
#include <jpeglib.h>

#include <jerror.h>

#include "media/codecs.h"

namespace attune::codecs {

namespace {

/// A progressive file may repeat scans without end; honest encoders use about ten.
constexpr int kMaxScans = 500;

/// libjpeg's error manager with the first fatal message and a way out. Nothing is ever printed.
struct ErrorManager {
    jpeg_error_mgr base{};  // first: libjpeg hands back a pointer to it
    std::jmp_buf escape{};
    char message[JMSG_LENGTH_MAX] = {};
};

[[noreturn]] void fail(j_common_ptr info) {
    auto* manager = reinterpret_cast<ErrorManager*>(info->err);
    info->err->format_message(info, manager->message);
    std::longjmp(manager->escape, 1);
}

/// Warnings that mean missing or wrong pixels end the decoding; the harmless ones (a stray byte between
/// segments, an odd revision number) pass.
void onMessage(j_common_ptr info, int level) {
    if (level >= 0) return;  // a trace message
    switch (info->err->msg_code) {
        case JWRN_JPEG_EOF:
        case JWRN_HIT_MARKER:
        case JWRN_HUFF_BAD_CODE:
        case JWRN_MUST_RESYNC:
            fail(info);
        default:
            ++info->err->num_warnings;
    }
}

void onScan(j_common_ptr info) {
    const auto* decoder = reinterpret_cast<j_decompress_ptr>(info);
    if (decoder->input_scan_number > kMaxScans) ERREXIT(info, JERR_BAD_PROGRESSION);
}

/// Pillow's MULDIV255: a * b / 255, rounded.
int multiplyDivide255(int a, int b) {
    const int t = a * b + 128;
    return ((t >> 8) + t) >> 8;
}

/// Inverted CMYK, as every four-colour JPEG is taken to hold, to RGB as Pillow does it.
void cmykRowToRgb(const std::uint8_t* cmyk, std::uint8_t* rgb, int width) {
    for (int x = 0; x < width; ++x, cmyk += 4, rgb += 3)
        for (int c = 0; c < 3; ++c)
            rgb[c] = static_cast<std::uint8_t>(
                std::clamp(cmyk[3] - multiplyDivide255(255 - cmyk[c], cmyk[3]), 0, 255));
}

int scaleDenominator(const jpeg_decompress_struct& info, int reduceTo) {
    if (reduceTo <= 0) return 1;
    const int longest = static_cast<int>(std::max(info.image_width, info.image_height));
    int denominator = 8;
    while (denominator > 1 && longest / denominator < reduceTo) denominator /= 2;
    return denominator;
}

/// Everything between the creation and the destruction of `info`. It must hold no object with a destructor:
/// fail() jumps over it.
bool decodeInto(jpeg_decompress_struct& info, ErrorManager& errors, std::string_view bytes, int reduceTo,
                Image8& image, std::vector<std::uint8_t>& cmyk) {
    if (setjmp(errors.escape)) return false;
    jpeg_mem_src(&info, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    jpeg_read_header(&info, TRUE);
    const bool fourColours = info.num_components == 4;
    info.out_color_space = fourColours ? JCS_CMYK : JCS_RGB;
    info.scale_num = 1;
    info.scale_denom = static_cast<unsigned>(scaleDenominator(info, reduceTo));
    jpeg_start_decompress(&info);
    image = Image8(static_cast<int>(info.output_height), static_cast<int>(info.output_width));
    cmyk.resize(fourColours ? std::size_t{4} * info.output_width : 0);
    while (info.output_scanline < info.output_height) {
        std::uint8_t* target = image.row(static_cast<int>(info.output_scanline));
        JSAMPROW row = fourColours ? cmyk.data() : target;
        jpeg_read_scanlines(&info, &row, 1);
        if (fourColours) cmykRowToRgb(cmyk.data(), target, image.width);
    }
    jpeg_finish_decompress(&info);
    return true;
}

}  // namespace

Image8 decodeJpeg(std::string_view bytes, const std::string& name, int reduceTo) {
    jpeg_decompress_struct info{};
    ErrorManager errors;
    jpeg_progress_mgr progress{};
    info.err = jpeg_std_error(&errors.base);
    errors.base.error_exit = fail;
    errors.base.emit_message = onMessage;
    errors.base.output_message = [](j_common_ptr) {};
    progress.progress_monitor = onScan;
    jpeg_create_decompress(&info);
    info.progress = &progress;
    Image8 image;
    std::vector<std::uint8_t> cmyk;
    bool decoded = false;
    try {
        decoded = decodeInto(info, errors, bytes, reduceTo, image, cmyk);
    } catch (...) {  // no memory
        jpeg_destroy_decompress(&info);
        throw;
    }
    const int code = errors.base.msg_code;
    jpeg_destroy_decompress(&info);
    if (!decoded && (code == JWRN_JPEG_EOF || code == JERR_INPUT_EOF || code == JWRN_HIT_MARKER))
        throwDamaged(name, "the image data ends early");
    if (!decoded) throwDamaged(name, errors.message);
    return image;
}

}  // namespace attune::codecs
