// Bounds-checked little- and big-endian reads from untrusted bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace attune {

/// A view of bytes in one byte order. Reads beyond the end give nothing instead of touching foreign memory.
class ByteReader {
  public:
    explicit ByteReader(std::string_view bytes, bool bigEndian = false)
        : m_bytes(bytes), m_bigEndian(bigEndian) {}

    std::optional<std::uint32_t> u8(std::size_t at) const { return number(at, 1); }
    std::optional<std::uint32_t> u16(std::size_t at) const { return number(at, 2); }
    std::optional<std::uint32_t> u24(std::size_t at) const { return number(at, 3); }
    std::optional<std::uint32_t> u32(std::size_t at) const { return number(at, 4); }
    std::string_view bytes() const { return m_bytes; }

    bool has(std::size_t at, std::string_view magic) const {
        return at <= m_bytes.size() && m_bytes.substr(at, magic.size()) == magic;
    }

  private:
    std::optional<std::uint32_t> number(std::size_t at, std::size_t size) const {
        if (size > m_bytes.size() || at > m_bytes.size() - size) return std::nullopt;
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < size; ++i) {
            const auto byte = static_cast<std::uint8_t>(m_bytes[at + (m_bigEndian ? i : size - 1 - i)]);
            value = value << 8 | byte;
        }
        return value;
    }

    std::string_view m_bytes;
    bool m_bigEndian;
};

}  // namespace attune
