#include "media/tiff_tags.h"

#include "media/byte_reader.h"

namespace attune {

namespace {

/// A tag's first value where it is a SHORT (type 3) or a LONG (type 4) that is stored in the entry itself.
std::optional<std::uint32_t> inlineValue(const ByteReader& reader, std::size_t entry) {
    const auto type = reader.u16(entry + 2);
    if (type == 3u) return reader.u16(entry + 8);
    if (type == 4u) return reader.u32(entry + 8);
    return std::nullopt;
}

}  // namespace

std::optional<TiffTags> readTiffTags(std::string_view bytes) {
    const bool little = bytes.starts_with(std::string_view("II*\0", 4));
    const bool big = bytes.starts_with(std::string_view("MM\0*", 4));
    if (!little && !big) return std::nullopt;
    const ByteReader reader(bytes, big);
    const auto directory = reader.u32(4);
    const auto count = directory ? reader.u16(*directory) : std::nullopt;
    if (!count) return std::nullopt;
    TiffTags tags;
    for (std::uint32_t i = 0; i < *count; ++i) {
        const std::size_t entry = std::size_t{*directory} + 2 + std::size_t{12} * i;
        const auto tag = reader.u16(entry);
        if (!tag) break;
        if (*tag == 256) tags.width = inlineValue(reader, entry);
        if (*tag == 257) tags.height = inlineValue(reader, entry);
        if (*tag == 274) tags.orientation = inlineValue(reader, entry);
    }
    return tags;
}

}  // namespace attune
