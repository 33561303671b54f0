// The first frame of a GIF (GIF89a specification, CompuServe 1990), for which OpenCV 4.6 has no decoder.
#include <algorithm>
#include <array>
#include <vector>

#include "media/byte_reader.h"
#include "media/codecs.h"

namespace attune::codecs {

namespace {

constexpr std::uint32_t kMaxCodes = 4096;

struct Frame {
    std::uint32_t left = 0, top = 0, width = 0, height = 0;
    bool interlaced = false;
    std::string_view palette;  ///< 3 bytes a colour
    std::size_t data = 0;      ///< where the LZW data begins
    int transparent = -1;
};

class GifParser {
  public:
    GifParser(std::string_view bytes, const std::string& name) : m_reader(bytes), m_name(name) {}

    std::uint32_t need(std::optional<std::uint32_t> value) const {
        if (!value) throwDamaged(m_name, "the image data ends early");
        return *value;
    }
    std::uint32_t u8(std::size_t at) const { return need(m_reader.u8(at)); }
    std::uint32_t u16(std::size_t at) const { return need(m_reader.u16(at)); }

    std::string_view palette(std::uint32_t flags, std::size_t& at) const {
        if (!(flags & 0x80)) return {};
        const std::size_t size = std::size_t{3} << ((flags & 7) + 1);
        need(m_reader.u8(at + size - 1));
        at += size;
        return m_reader.bytes().substr(at - size, size);
    }

    /// Behind a chain of sub-blocks; appends their contents to `into` where one is given.
    std::size_t skipBlocks(std::size_t at, std::string* into = nullptr) const {
        for (;;) {
            const std::uint32_t size = u8(at++);
            if (size == 0) return at;
            u8(at + size - 1);
            if (into) into->append(m_reader.bytes().substr(at, size));
            at += size;
        }
    }

    Frame firstFrame() const {
        std::size_t at = 13;
        Frame frame;
        frame.palette = palette(u8(10), at);
        for (;;) {
            const std::uint32_t block = u8(at++);
            if (block == 0x21) {  // an extension; F9 is the graphic control with the transparent colour
                if (u8(at) == 0xF9 && (u8(at + 2) & 1)) frame.transparent = static_cast<int>(u8(at + 5));
                at = skipBlocks(at + 1);
            } else if (block == 0x2C) {
                frame.left = u16(at);
                frame.top = u16(at + 2);
                frame.width = u16(at + 4);
                frame.height = u16(at + 6);
                const std::uint32_t flags = u8(at + 8);
                at += 9;
                frame.interlaced = flags & 0x40;
                if (const auto local = palette(flags, at); !local.empty()) frame.palette = local;
                frame.data = at;
                return frame;
            } else {
                throwDamaged(m_name, block == 0x3B ? "the GIF holds no image" : "an unknown GIF block");
            }
        }
    }

  private:
    ByteReader m_reader;
    const std::string& m_name;
};

/// The LZW dictionary: each code is a shorter code and one more colour index.
class LzwDecoder {
  public:
    LzwDecoder(std::uint32_t minimumBits, std::size_t expected)
        : m_minimumBits(minimumBits), m_expected(expected) {
        m_indices.reserve(expected);
        for (std::uint32_t code = 0; code < (1u << minimumBits); ++code)
            m_last[code] = static_cast<std::uint8_t>(code);
    }

    /// @return false where the stream makes no sense
    bool decode(std::string_view data) {
        const std::uint32_t clear = 1u << m_minimumBits;
        std::uint32_t width = m_minimumBits + 1, next = clear + 2, bits = 0, held = 0;
        std::uint32_t previous = kMaxCodes;  // none
        for (const char byte : data) {
            bits |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(byte)) << held;
            held += 8;
            while (held >= width) {
                if (m_indices.size() >= m_expected) return true;
                const std::uint32_t code = bits & ((1u << width) - 1);
                bits >>= width;
                held -= width;
                if (code == clear) {
                    width = m_minimumBits + 1;
                    next = clear + 2;
                    previous = kMaxCodes;
                    continue;
                }
                if (code == clear + 1) return true;
                if (code > next || (previous == kMaxCodes && code >= clear) ||
                    (code == next && next == kMaxCodes))
                    return false;
                const std::uint8_t first = emit(code, code == next ? previous : code);
                if (previous != kMaxCodes && next < kMaxCodes) {
                    m_prefix[next] = static_cast<std::uint16_t>(previous);
                    m_last[next] = first;
                    if (++next == (1u << width) && width < 12) ++width;
                }
                previous = code;
            }
        }
        return true;
    }

    const std::vector<std::uint8_t>& indices() const { return m_indices; }

  private:
    /// Appends the string of `known`, and its first index once more if `code` is the one that is just being
    /// defined.
    std::uint8_t emit(std::uint32_t code, std::uint32_t known) {
        const std::uint32_t clear = 1u << m_minimumBits;
        std::size_t length = 0;
        for (std::uint32_t c = known;; c = m_prefix[c]) {
            m_stack[length++] = m_last[c];
            if (c < clear) break;
        }
        const std::uint8_t first = m_stack[length - 1];
        while (length > 0) m_indices.push_back(m_stack[--length]);
        if (code != known) m_indices.push_back(first);
        return first;
    }

    std::uint32_t m_minimumBits;
    std::size_t m_expected;
    std::array<std::uint16_t, kMaxCodes> m_prefix{};
    std::array<std::uint8_t, kMaxCodes> m_last{};
    std::array<std::uint8_t, kMaxCodes> m_stack{};
    std::vector<std::uint8_t> m_indices;
};

/// Interlaced rows come in four passes: every 8th from 0, every 8th from 4, every 4th from 2, every 2nd
/// from 1.
std::vector<std::uint32_t> rowOrder(const Frame& frame) {
    std::vector<std::uint32_t> order;
    const std::array<std::pair<std::uint32_t, std::uint32_t>, 4> passes{{{0, 8}, {4, 8}, {2, 4}, {1, 2}}};
    if (!frame.interlaced)
        for (std::uint32_t y = 0; y < frame.height; ++y) order.push_back(y);
    else
        for (const auto& [begin, step] : passes)
            for (std::uint32_t y = begin; y < frame.height; y += step) order.push_back(y);
    return order;
}

}  // namespace

Image8 decodeGif(std::string_view bytes, const std::string& name) {
    const GifParser parser(bytes, name);
    const Frame frame = parser.firstFrame();
    const int width = static_cast<int>(parser.u16(6)), height = static_cast<int>(parser.u16(8));
    const bool inside = frame.left + frame.width <= static_cast<std::uint32_t>(width) &&
                        frame.top + frame.height <= static_cast<std::uint32_t>(height);
    if (!inside || frame.palette.empty()) throwDamaged(name, "its first frame is malformed");
    const std::uint32_t minimumBits = parser.u8(frame.data);
    if (minimumBits < 1 || minimumBits > 8) throwDamaged(name, "its GIF code size is malformed");
    std::string data;
    parser.skipBlocks(frame.data + 1, &data);
    const std::size_t expected = std::size_t{frame.width} * frame.height;
    LzwDecoder lzw(minimumBits, std::min(expected, data.size() * kMaxCodes));
    if (!lzw.decode(data)) throwDamaged(name, "its GIF codes are malformed");
    if (lzw.indices().size() < expected) throwDamaged(name, "the image data ends early");

    Image8 image(height, width);
    const auto paint = [&](std::uint8_t* pixel, std::size_t index) {
        for (std::size_t c = 0; c < 3; ++c)
            pixel[c] = 3 * index + c < frame.palette.size()
                           ? static_cast<std::uint8_t>(frame.palette[3 * index + c])
                           : 0;
    };
    if (expected < image.pixels.size() / 3) {  // what the frame leaves open
        const auto background =
            frame.transparent >= 0 ? static_cast<std::size_t>(frame.transparent) : parser.u8(11);
        for (std::size_t i = 0; i < image.pixels.size(); i += 3) paint(image.pixels.data() + i, background);
    }
    std::size_t at = 0;
    for (const std::uint32_t y : rowOrder(frame))
        for (std::uint32_t x = 0; x < frame.width; ++x)
            paint(image.row(static_cast<int>(frame.top + y)) + std::size_t{3} * (frame.left + x),
                  lzw.indices()[at++]);
    return image;
}

}  // namespace attune::codecs
