#include "session/tensorboard_events.h"

#include <array>
#include <bit>
#include <cstddef>

namespace attune {

namespace {

constexpr std::uint32_t kPolynomial = 0x82F63B78U;  ///< of Castagnoli, its bits reversed
constexpr std::uint32_t kMaskDelta = 0xA282EAD8U;   ///< of TFRecord

constexpr std::array<std::uint32_t, 256> makeTable() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t rest = byte;
        for (int bit = 0; bit < 8; ++bit) rest = (rest & 1U) != 0 ? (rest >> 1) ^ kPolynomial : rest >> 1;
        table[byte] = rest;
    }
    return table;
}

constexpr std::array<std::uint32_t, 256> kTable = makeTable();

template <typename Unsigned>
std::string littleEndian(Unsigned value) {
    std::string bytes;
    for (std::size_t i = 0; i < sizeof(Unsigned); ++i) bytes += static_cast<char>((value >> (8 * i)) & 0xFFU);
    return bytes;
}

/// The CRC of data that hold CRCs themselves is a weak one; therefore it is stored turned and shifted.
std::uint32_t masked(std::uint32_t crc) { return ((crc >> 15) | (crc << 17)) + kMaskDelta; }

std::string varint(std::uint64_t value) {
    std::string bytes;
    for (; value >= 0x80U; value >>= 7) bytes += static_cast<char>((value & 0x7FU) | 0x80U);
    return bytes + static_cast<char>(value);
}

/// How a field's value is written.
enum class Wire : std::uint64_t { Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5 };

std::string key(std::uint64_t field, Wire wire) { return varint((field << 3) | static_cast<std::uint64_t>(wire)); }

std::string bytesField(std::uint64_t field, std::string_view bytes) {
    return key(field, Wire::Bytes) + varint(bytes.size()) + std::string(bytes);
}

std::string wallTime(double time) { return key(1, Wire::Fixed64) + littleEndian(std::bit_cast<std::uint64_t>(time)); }

}  // namespace

std::uint32_t crc32c(std::string_view bytes) {
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char c : bytes) crc = kTable[(crc ^ static_cast<unsigned char>(c)) & 0xFFU] ^ (crc >> 8);
    return ~crc;
}

std::string tensorboardRecord(std::string_view data) {
    const std::string length = littleEndian(std::uint64_t{data.size()});
    return length + littleEndian(masked(crc32c(length))) + std::string(data) + littleEndian(masked(crc32c(data)));
}

std::string tensorboardVersionEvent(double time) { return wallTime(time) + bytesField(3, "brain.Event:2"); }

std::string tensorboardScalarsEvent(double time, std::int64_t step, const std::vector<TensorboardScalar>& values) {
    std::string summary;
    for (const auto& scalar : values)
        summary += bytesField(1, bytesField(1, scalar.tag) + key(2, Wire::Fixed32) +
                                     littleEndian(std::bit_cast<std::uint32_t>(scalar.value)));
    return wallTime(time) + key(2, Wire::Varint) + varint(static_cast<std::uint64_t>(step)) + bytesField(5, summary);
}

}  // namespace attune
