#include "media/webp_animation.h"

#include <optional>

#include "media/byte_reader.h"
#include "media/image_header.h"

namespace attune::codecs {

namespace {

// A WebP file is RIFF: "RIFF", size, "WEBP", then chunks of name, size and data, padded to even sizes
// (developers.google.com/speed/webp/docs/riff_container).
constexpr std::size_t kFileHeader = 12, kChunkHeader = 8, kFrameHeader = 16;

/// The chunk of one of these names, its header included, among those that fill `bytes` from `at` on.
std::optional<std::string_view> findChunk(std::string_view bytes, std::size_t at,
                                          std::initializer_list<std::string_view> names) {
    const ByteReader reader(bytes);
    while (const auto size = reader.u32(at + 4)) {
        const std::size_t end = at + kChunkHeader + *size;
        if (end > bytes.size()) return std::nullopt;
        for (const auto name : names)
            if (reader.has(at, name)) return bytes.substr(at, end - at);
        at = end + (*size & 1);
    }
    return std::nullopt;
}

std::string littleEndian(std::size_t value) {
    std::string bytes;
    for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(value >> shift & 0xFF);
    return bytes;
}

}  // namespace

bool isWebPAnimation(std::string_view bytes) {
    const ByteReader reader(bytes);
    return reader.has(kFileHeader, "VP8X") && (reader.u8(kFileHeader + kChunkHeader).value_or(0) & 0x02) != 0;
}

std::string firstWebPFrame(std::string_view bytes) {
    const auto frame = findChunk(bytes, kFileHeader, {"ANMF"});
    if (!frame) return {};
    const auto picture = findChunk(*frame, kChunkHeader + kFrameHeader, {"VP8 ", "VP8L"});
    if (!picture) return {};
    std::string file = "WEBP" + std::string(*picture);
    if (file.size() % 2 != 0) file += '\0';
    file = "RIFF" + littleEndian(file.size()) + file;
    // Also keeps a small canvas from standing before a huge frame: the limits were checked on the canvas.
    const ImageHeader canvas = readImageHeader(bytes, "canvas"), inner = readImageHeader(file, "frame");
    return inner.width == canvas.width && inner.height == canvas.height ? file : std::string();
}

}  // namespace attune::codecs
