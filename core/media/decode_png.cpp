// libpng directly: with its own error functions nothing reaches stderr, and 16-bit grey keeps its values.
#include <png.h>
#include <csetjmp>
#include <cstring>

#include <algorithm>
#include <vector>

#include "media/codecs.h"

namespace attune::codecs {

namespace {

struct Source {
    std::string_view rest;
    bool ended = false;
    char message[128] = {};
};

[[noreturn]] void onError(png_structp png, png_const_charp message) {
    auto* source = static_cast<Source*>(png_get_error_ptr(png));
    std::strncpy(source->message, message, sizeof source->message - 1);
    png_longjmp(png, 1);
}

void onWarning(png_structp, png_const_charp) {}

void onRead(png_structp png, png_bytep target, std::size_t size) {
    auto* source = static_cast<Source*>(png_get_io_ptr(png));
    if (size > source->rest.size()) {
        source->ended = true;
        png_error(png, "end of file");
    }
    std::memcpy(target, source->rest.data(), size);
    source->rest.remove_prefix(size);
}

/// Asks for RGB bytes. Alpha is dropped, not blended, and the low byte of 16-bit colour is cut off: as in
/// Pillow.
/// @return true for 16-bit grey, which comes as 16-bit values: Pillow clips those at 255 instead of scaling
/// them.
bool askForRgb(png_structp png, png_infop info) {
    const int colour = png_get_color_type(png, info);
    const bool wideGrey = colour == PNG_COLOR_TYPE_GRAY && png_get_bit_depth(png, info) == 16;
    if (colour == PNG_COLOR_TYPE_PALETTE) png_set_palette_to_rgb(png);
    if (colour == PNG_COLOR_TYPE_GRAY) png_set_expand_gray_1_2_4_to_8(png);
    if (!wideGrey) png_set_strip_16(png);
    if (!wideGrey && (colour == PNG_COLOR_TYPE_GRAY || colour == PNG_COLOR_TYPE_GRAY_ALPHA))
        png_set_gray_to_rgb(png);
    png_set_strip_alpha(png);
    return wideGrey;
}

/// 2 bytes a pixel, big-endian, in the first two thirds of a row of RGB, spread out from the right.
void clipWideGrey(std::uint8_t* row, int width) {
    for (int x = width - 1; x >= 0; --x) {
        const std::uint8_t value = row[2 * x] != 0 ? 255 : row[2 * x + 1];
        std::fill_n(row + 3 * x, 3, value);
    }
}

/// Holds no object with a destructor: errors jump over it.
bool decodeInto(png_structp png, png_infop info, Image8& image, std::vector<png_bytep>& rows) {
    if (setjmp(png_jmpbuf(png))) return false;
    png_read_info(png, info);
    const bool wideGrey = askForRgb(png, info);
    png_set_interlace_handling(png);
    png_read_update_info(png, info);
    image = Image8(static_cast<int>(png_get_image_height(png, info)),
                   static_cast<int>(png_get_image_width(png, info)));
    if (png_get_rowbytes(png, info) > image.rowBytes()) png_error(png, "unexpected row size");
    rows.resize(static_cast<std::size_t>(image.height));
    for (int y = 0; y < image.height; ++y) rows[static_cast<std::size_t>(y)] = image.row(y);
    png_read_image(png, rows.data());
    png_read_end(png, nullptr);
    if (wideGrey)
        for (png_bytep row : rows) clipWideGrey(row, image.width);
    return true;
}

}  // namespace

Image8 decodePng(std::string_view bytes, const std::string& name) {
    Source source{.rest = bytes};
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &source, onError, onWarning);
    png_infop info = png ? png_create_info_struct(png) : nullptr;
    if (!info) {
        png_destroy_read_struct(&png, nullptr, nullptr);
        throwDamaged(name, "there is no memory to decode it");
    }
    png_set_read_fn(png, &source, onRead);
    png_set_user_limits(png, 0x7FFFFFFF, 0x7FFFFFFF);  // the caller has checked width times height
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, nullptr, 0);
    Image8 image;
    std::vector<png_bytep> rows;
    bool decoded = false;
    try {
        decoded = decodeInto(png, info, image, rows);
    } catch (...) {  // no memory
        png_destroy_read_struct(&png, &info, nullptr);
        throw;
    }
    png_destroy_read_struct(&png, &info, nullptr);
    if (!decoded) throwDamaged(name, source.ended ? "the image data ends early" : source.message);
    return image;
}

}  // namespace attune::codecs
