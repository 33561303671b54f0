#include "media/image_header.h"

#include <algorithm>
#include <cstdlib>

#include "data/error.h"
#include "media/byte_reader.h"
#include "media/tiff_tags.h"

namespace attune {

namespace {

using Size = std::optional<std::uint32_t>;

void setSize(ImageHeader& header, const Size& width, const Size& height, const std::string& name) {
    if (!width || !height)
        throw Error("cannot read image " + name,
                    "the " + toText(header.format) + " header is cut short or damaged",
                    "the file may be incomplete: copy or download it again");
    if (*width == 0 || *height == 0)
        throw Error("cannot read image " + name,
                    "its " + toText(header.format) + " header gives an empty image");
    header.width = *width;
    header.height = *height;
}

void setOrientation(ImageHeader& header, std::string_view exif) {
    // Some writers put JPEG's own prefix in front of the block in other formats too.
    if (exif.starts_with(std::string_view("Exif\0\0", 6))) exif.remove_prefix(6);
    const auto tags = readTiffTags(exif);
    if (tags && tags->orientation && *tags->orientation >= 1 && *tags->orientation <= 8)
        header.orientation = static_cast<int>(*tags->orientation);
}

/// Start-of-frame markers: C0..CF without the tables DHT (C4), JPG (C8) and DAC (CC). ITU T.81, table B.1.
bool isStartOfFrame(std::uint32_t marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

void readJpeg(ImageHeader& header, std::string_view bytes, const std::string& name) {
    const ByteReader reader(bytes, true);
    Size width, height;
    for (std::size_t at = 2; !width;) {
        if (reader.u8(at) != 0xFFu) break;
        const auto marker = reader.u8(at + 1);
        // Picture data without a frame header; behind FF 00, which is no marker, decoders would look for one byte by byte.
        if (!marker || *marker == 0x00 || *marker == 0xDA || *marker == 0xD9) break;
        if (*marker == 0xFF || *marker == 0x01 || (*marker >= 0xD0 && *marker <= 0xD8)) {
            at += *marker == 0xFF ? 1 : 2;  // fill byte, or a marker without a segment
            continue;
        }
        const auto length = reader.u16(at + 2);
        if (!length || *length < 2) break;
        if (isStartOfFrame(*marker)) {
            height = reader.u16(at + 5);
            width = reader.u16(at + 7);
        } else if (*marker == 0xE1 && reader.has(at + 4, std::string_view("Exif\0\0", 6))) {
            setOrientation(header, bytes.substr(at + 4, *length - 2));
        }
        at += 2 + *length;
    }
    setSize(header, width, height, name);
}

void readPng(ImageHeader& header, std::string_view bytes, const std::string& name) {
    const ByteReader reader(bytes, true);
    if (!reader.has(12, "IHDR")) setSize(header, std::nullopt, std::nullopt, name);
    setSize(header, reader.u32(16), reader.u32(20), name);
    // The Exif chunk may stand behind the picture's data.
    for (std::size_t at = 8; const auto length = reader.u32(at);) {
        if (reader.has(at + 4, "eXIf"))
            setOrientation(header, bytes.substr(std::min(at + 8, bytes.size()), *length));
        at += std::size_t{12} + *length;
    }
}

void readWebP(ImageHeader& header, std::string_view bytes, const std::string& name) {
    const ByteReader reader(bytes);
    const auto plusOne = [](Size value) { return value ? Size(*value + 1) : value; };
    const auto low14 = [](Size value) { return value ? Size(*value & 0x3FFF) : value; };
    if (reader.has(12, "VP8X")) {
        setSize(header, plusOne(reader.u24(24)), plusOne(reader.u24(27)), name);
        for (std::size_t at = 12; const auto length = reader.u32(at + 4);) {
            if (reader.has(at, "EXIF")) setOrientation(header, bytes.substr(at + 8, *length));
            at += std::size_t{8} + *length + (*length & 1);
        }
    } else if (reader.has(12, "VP8L") && reader.u8(20) == 0x2Fu) {
        const auto bits = reader.u32(21);  // 14 bits of width - 1, 14 bits of height - 1
        setSize(header, plusOne(low14(bits)), bits ? Size((*bits >> 14 & 0x3FFF) + 1) : bits, name);
    } else {
        setSize(header, low14(reader.u16(26)), low14(reader.u16(28)), name);
    }
}

void readTiff(ImageHeader& header, std::string_view bytes, const std::string& name) {
    const auto tags = readTiffTags(bytes).value_or(TiffTags{});
    setSize(header, tags.width, tags.height, name);
    setOrientation(header, bytes);
}

void readBmp(ImageHeader& header, std::string_view bytes, const std::string& name) {
    const ByteReader reader(bytes);
    if (reader.u32(14) == 12u) {  // the OS/2 header has 16-bit sizes
        setSize(header, reader.u16(18), reader.u16(20), name);
        return;
    }
    const auto magnitude = [](Size value) {  // a negative height means rows from the top
        return value ? Size(static_cast<std::uint32_t>(std::llabs(static_cast<std::int32_t>(*value))))
                     : value;
    };
    setSize(header, magnitude(reader.u32(18)), magnitude(reader.u32(22)), name);
}

void readGif(ImageHeader& header, std::string_view bytes, const std::string& name) {
    const ByteReader reader(bytes);
    setSize(header, reader.u16(6), reader.u16(8), name);
}

bool looksLikeText(std::string_view bytes) {
    for (const char c : bytes.substr(0, 512))
        if (static_cast<unsigned char>(c) < 9) return false;
    return true;
}

}  // namespace

std::string toText(ImageFormat format) {
    switch (format) {
        case ImageFormat::Jpeg:
            return "JPEG";
        case ImageFormat::Png:
            return "PNG";
        case ImageFormat::WebP:
            return "WebP";
        case ImageFormat::Tiff:
            return "TIFF";
        case ImageFormat::Bmp:
            return "BMP";
        case ImageFormat::Gif:
            return "GIF";
    }
    return {};
}

ImageHeader readImageHeader(std::string_view bytes, const std::string& name) {
    const ByteReader reader(bytes);
    ImageHeader header;
    const auto with = [&](ImageFormat format, auto read) {
        header.format = format;
        read(header, bytes, name);
        return header;
    };
    if (bytes.empty()) throw Error("cannot read image " + name, "the file is empty");
    if (reader.has(0, "\xFF\xD8\xFF")) return with(ImageFormat::Jpeg, readJpeg);
    if (reader.has(0, "\x89PNG\r\n\x1A\n")) return with(ImageFormat::Png, readPng);
    if (reader.has(0, "RIFF") && reader.has(8, "WEBP")) return with(ImageFormat::WebP, readWebP);
    if (reader.has(0, "GIF87a") || reader.has(0, "GIF89a")) return with(ImageFormat::Gif, readGif);
    if (reader.has(0, std::string_view("II*\0", 4)) || reader.has(0, std::string_view("MM\0*", 4)))
        return with(ImageFormat::Tiff, readTiff);
    if (reader.has(0, "BM") && bytes.size() > 18 && !looksLikeText(bytes))
        return with(ImageFormat::Bmp, readBmp);
    throw Error(
        "cannot read image " + name,
        looksLikeText(bytes) ? "it holds text, not an image" : "its format is not one that can be read",
        "the formats are JPEG, PNG, WebP, TIFF, BMP and GIF");
}

}  // namespace attune
