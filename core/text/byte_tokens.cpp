#include "text/byte_tokens.h"

#include <array>
#include <charconv>
#include <cstdio>

namespace attune {

namespace {

std::string byteToken(unsigned char byte) {
    std::array<char, 8> text{};
    std::snprintf(text.data(), text.size(), "<0x%02X>", static_cast<unsigned>(byte));
    return text.data();
}

}  // namespace

bool appendByteTokens(const Vocabulary& vocabulary, std::string_view text, std::vector<std::int64_t>& ids) {
    const std::size_t before = ids.size();
    for (const char byte : text) {
        const auto id = vocabulary.idOf(byteToken(static_cast<unsigned char>(byte)));
        if (!id) {
            ids.resize(before);
            return false;
        }
        ids.push_back(*id);
    }
    return true;
}

std::optional<char> byteOfToken(std::string_view token) {
    if (token.size() != 6 || !token.starts_with("<0x") || token.back() != '>') return std::nullopt;
    unsigned value = 0;
    const auto [end, error] = std::from_chars(token.data() + 3, token.data() + 5, value, 16);
    if (error != std::errc() || end != token.data() + 5) return std::nullopt;
    return static_cast<char>(value);
}

}  // namespace attune
