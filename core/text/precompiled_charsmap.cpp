#include "text/precompiled_charsmap.h"

#include <algorithm>

#include "data/error.h"
#include "text/growth.h"
#include "text/unicode.h"

namespace attune {

namespace {

/// Longer graphemes are not looked up as a whole.
constexpr std::size_t kLongestGrapheme = 5;

[[noreturn]] void broken(const std::string& why) {
    throw Error("the tokenizer's table of characters is broken", why);
}

std::uint32_t littleEndian(std::string_view bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
    return value;
}

// The bits of a unit: label 0-7, leaf 8, wide offset 9, offset 10-31; a value has bit 31 set and no label.
bool hasLeaf(std::uint32_t unit) { return ((unit >> 8U) & 1U) != 0; }
std::uint32_t valueOf(std::uint32_t unit) { return unit & 0x7FFFFFFFU; }
std::uint32_t labelOf(std::uint32_t unit) { return unit & 0x800000FFU; }
std::size_t offsetOf(std::uint32_t unit) {
    return static_cast<std::size_t>(unit >> 10U) << ((unit & (1U << 9U)) >> 6U);
}

/// 0 to 63, or -1.
int base64Digit(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

std::string bytesOfBase64(std::string_view text) {
    while (text.ends_with('=')) text.remove_suffix(1);
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3 + 2);
    std::uint32_t bits = 0;
    int held = 0;
    for (const char c : text) {
        const int digit = base64Digit(c);
        if (digit < 0) broken("it is not written in base64");
        bits = ((bits << 6U) | static_cast<std::uint32_t>(digit)) & 0xFFFFFFU;
        held += 6;
        if (held < 8) continue;
        held -= 8;
        bytes += static_cast<char>((bits >> held) & 0xFFU);
    }
    return bytes;
}

}  // namespace

PrecompiledNormalizer::PrecompiledNormalizer(std::string_view table) {
    if (table.size() < 4) broken("it ends early");
    const std::size_t bytes = littleEndian(table, 0);
    table.remove_prefix(4);
    if (bytes > table.size()) broken("it ends early");
    if (bytes == 0 || bytes % 4 != 0) broken("its trie is no array of units");
    m_units.reserve(bytes / 4);
    for (std::size_t at = 0; at < bytes; at += 4) m_units.push_back(littleEndian(table, at));
    m_replacements = std::string(table.substr(bytes));
    if (toValidUtf8(m_replacements) != m_replacements) broken("its replacements are not UTF-8 text");
    // A long one in the place of each character would fill the memory.
    for (std::size_t begin = 0; begin < m_replacements.size();) {
        const std::size_t end = std::min(m_replacements.find('\0', begin), m_replacements.size());
        if (end - begin > kLongestReplacement)
            broken("it has a replacement of more than " + std::to_string(kLongestReplacement) + " bytes");
        begin = end + 1;
    }
}

std::unique_ptr<PrecompiledNormalizer> PrecompiledNormalizer::fromBase64(std::string_view base64) {
    return std::make_unique<PrecompiledNormalizer>(bytesOfBase64(base64));
}

std::optional<std::string_view> PrecompiledNormalizer::replacementOf(std::string_view text) const {
    std::size_t at = offsetOf(m_units.front());
    for (const char byte : text) {
        const std::uint32_t label = static_cast<unsigned char>(byte);
        at ^= label;
        if (label == 0 || at >= m_units.size() || labelOf(m_units[at]) != label) return std::nullopt;
        const std::uint32_t unit = m_units[at];
        at ^= offsetOf(unit);
        if (!hasLeaf(unit)) continue;
        const std::size_t begin = at < m_units.size() ? valueOf(m_units[at]) : m_replacements.size();
        if (begin >= m_replacements.size()) return std::nullopt;
        const std::size_t end = std::min(m_replacements.find('\0', begin), m_replacements.size());
        return std::string_view(m_replacements).substr(begin, end - begin);
    }
    return std::nullopt;
}

std::string PrecompiledNormalizer::normalize(std::string text) const {
    const std::string_view all = text;
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < all.size();) {
        checkGrowth(all.size(), out.size());
        const std::size_t end = endOfGrapheme(all, at);
        if (end - at <= kLongestGrapheme) {
            if (const auto whole = replacementOf(all.substr(at, end - at))) {
                out += *whole;
                at = end;
                continue;
            }
        }
        while (at < end) {
            const std::size_t begin = at;
            nextCodePoint(all, at);
            const std::string_view character = all.substr(begin, at - begin);
            out += replacementOf(character).value_or(character);
        }
    }
    return out;
}

}  // namespace attune
