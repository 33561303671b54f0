// libtiff directly: OpenCV 4.6 multiplies colours by their alpha and reports damaged files on stderr.
#include <tiffio.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <vector>

#include "media/codecs.h"
#include "media/tiff_tags.h"

namespace attune::codecs {

namespace {

/// The file in memory, as libtiff reads it.
struct Source {
    std::string_view bytes;
    toff_t at = 0;
};

tmsize_t readBytes(thandle_t handle, void* target, tmsize_t size) {
    auto* source = static_cast<Source*>(handle);
    if (size <= 0 || source->at >= source->bytes.size()) return 0;
    const auto count =
        std::min<std::size_t>(static_cast<std::size_t>(size), source->bytes.size() - source->at);
    std::memcpy(target, source->bytes.data() + source->at, count);
    source->at += count;
    return static_cast<tmsize_t>(count);
}

tmsize_t writeBytes(thandle_t, void*, tmsize_t) {
    return 0;
}

toff_t seekTo(thandle_t handle, toff_t offset, int from) {
    auto* source = static_cast<Source*>(handle);
    if (from == SEEK_SET)
        source->at = offset;
    else
        source->at = offset + (from == SEEK_CUR ? source->at : source->bytes.size());
    return source->at;
}

int closeSource(thandle_t) {
    return 0;
}

toff_t sizeOf(thandle_t handle) {
    return static_cast<Source*>(handle)->bytes.size();
}

using Tiff = std::unique_ptr<TIFF, decltype(&TIFFClose)>;

struct Layout {
    std::uint32_t width = 0, height = 0;
    std::uint16_t bits = 1, samples = 1, photometric = PHOTOMETRIC_MINISBLACK, planar = PLANARCONFIG_CONTIG,
                  sampleFormat = SAMPLEFORMAT_UINT;
};

Layout layoutOf(TIFF* tiff) {
    Layout layout;
    TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &layout.width);
    TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &layout.height);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &layout.bits);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &layout.samples);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &layout.planar);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &layout.sampleFormat);
    TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &layout.photometric);
    return layout;
}

/// Grey or RGB, perhaps with alpha or other samples behind, whose samples can be taken as they are.
bool isPlain(TIFF* tiff, const Layout& layout) {
    const bool grey = layout.photometric == PHOTOMETRIC_MINISBLACK;
    const bool colour = layout.photometric == PHOTOMETRIC_RGB && layout.samples >= 3;
    std::uint16_t compression = COMPRESSION_NONE;
    TIFFGetFieldDefaulted(tiff, TIFFTAG_COMPRESSION, &compression);
    return (grey || colour) && (layout.bits == 8 || layout.bits == 16) && layout.samples <= 8 &&
           layout.planar == PLANARCONFIG_CONTIG && layout.sampleFormat == SAMPLEFORMAT_UINT &&
           !TIFFIsTiled(tiff) && compression != COMPRESSION_OJPEG;
}

/// One row of plain samples to RGB. 16-bit grey is clipped and 16-bit colour loses its low byte, as in
/// Pillow.
void plainRowToRgb(const std::vector<std::uint8_t>& row, const Layout& layout, std::uint8_t* rgb) {
    const bool grey = layout.photometric == PHOTOMETRIC_MINISBLACK;
    const bool clip = grey && layout.samples == 1;
    for (std::size_t x = 0; x < layout.width; ++x)
        for (std::size_t c = 0; c < 3; ++c) {
            const std::size_t sample = x * layout.samples + (grey ? 0 : c);
            if (layout.bits == 8) {
                *rgb++ = row[sample];
                continue;
            }
            std::uint16_t value = 0;
            std::memcpy(&value, row.data() + 2 * sample,
                        sizeof value);  // libtiff has put it in our byte order
            *rgb++ = static_cast<std::uint8_t>(clip ? std::min<std::uint16_t>(value, 255) : value >> 8);
        }
}

bool decodePlain(TIFF* tiff, const Layout& layout, Image8& image) {
    const auto rowSize = static_cast<std::size_t>(std::max<tmsize_t>(0, TIFFScanlineSize(tiff)));
    if (rowSize < std::size_t{layout.width} * layout.samples * (layout.bits / 8)) return false;
    std::vector<std::uint8_t> row(rowSize);
    for (std::uint32_t y = 0; y < layout.height; ++y) {
        if (TIFFReadScanline(tiff, row.data(), y, 0) != 1) return false;
        plainRowToRgb(row, layout, image.row(static_cast<int>(y)));
    }
    return true;
}

/// Palettes, bilevel, CMYK, YCbCr, tiles: libtiff's own conversion to RGBA.
bool decodeConverted(TIFF* tiff, const Layout& layout, Image8& image) {
    std::vector<std::uint32_t> rgba(std::size_t{layout.width} * layout.height);
    // Asking for the orientation that the file has keeps the rows as stored; the caller turns the picture.
    std::uint16_t orientation = ORIENTATION_TOPLEFT;
    TIFFGetFieldDefaulted(tiff, TIFFTAG_ORIENTATION, &orientation);
    if (TIFFReadRGBAImageOriented(tiff, layout.width, layout.height, rgba.data(), orientation, 1) != 1)
        return false;
    std::uint8_t* target = image.pixels.data();
    for (const std::uint32_t pixel : rgba) {
        *target++ = static_cast<std::uint8_t>(TIFFGetR(pixel));
        *target++ = static_cast<std::uint8_t>(TIFFGetG(pixel));
        *target++ = static_cast<std::uint8_t>(TIFFGetB(pixel));
    }
    return true;
}

}  // namespace

Image8 decodeTiff(std::string_view bytes, const std::string& name) {
    // libtiff's handlers belong to the whole process; without them it is silent.
    TIFFSetErrorHandler(nullptr);
    TIFFSetWarningHandler(nullptr);
    Source source{.bytes = bytes};
    // "m": no memory mapping, which a file in memory does not need.
    const Tiff tiff(TIFFClientOpen("", "rm", &source, readBytes, writeBytes, seekTo, closeSource, sizeOf,
                                   nullptr, nullptr),
                    TIFFClose);
    if (!tiff) throwDamaged(name, "its TIFF directory is damaged");
    const Layout layout = layoutOf(tiff.get());
    // A directory may name a tag twice; the size must be the one that was checked against the limits.
    const auto checked = readTiffTags(bytes);
    if (!checked || checked->width != layout.width || checked->height != layout.height)
        throwDamaged(name, "its TIFF directory contradicts itself");
    if (layout.sampleFormat != SAMPLEFORMAT_UINT || layout.bits > 16)
        throwDamaged(name, "its samples are not whole numbers of at most 16 bits");
    Image8 image(static_cast<int>(layout.height), static_cast<int>(layout.width));
    const bool decoded = isPlain(tiff.get(), layout) ? decodePlain(tiff.get(), layout, image)
                                                     : decodeConverted(tiff.get(), layout, image);
    if (!decoded) throwDamaged(name, "the TIFF data is damaged, ends early or uses a rare variant");
    return image;
}

}  // namespace attune::codecs
