#include "text/byte_level.h"

#include <array>

#include "text/unicode.h"
#include "text/word_split.h"

namespace attune {

namespace {

constexpr bool isPrintable(unsigned byte) {
    return (byte >= '!' && byte <= '~') || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
}

struct ByteTables {
    std::array<char32_t, 256> character{};
    std::array<std::string, 256> utf8;
    std::array<int, 512> byte{};

    ByteTables() {
        byte.fill(-1);
        char32_t next = 256;
        for (unsigned b = 0; b < 256; ++b) {
            character[b] = isPrintable(b) ? b : next++;
            byte[character[b]] = static_cast<int>(b);
            appendUtf8(utf8[b], character[b]);
        }
    }
};

const ByteTables& tables() {
    static const ByteTables all;
    return all;
}

}  // namespace

char32_t byteToCharacter(unsigned char byte) {
    return tables().character[byte];
}

std::optional<unsigned char> characterToByte(char32_t character) {
    if (character >= tables().byte.size() || tables().byte[character] < 0) return std::nullopt;
    return static_cast<unsigned char>(tables().byte[character]);
}

std::string bytesToCharacters(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 2);
    for (const char byte : bytes) out += tables().utf8[static_cast<unsigned char>(byte)];
    return out;
}

std::vector<std::string> ByteLevelPreTokenizer::split(std::vector<std::string> pieces, bool /*atStart*/) const {
    std::vector<std::string> words;
    for (auto& piece : pieces) {
        if (m_addPrefixSpace && !piece.empty() && piece.front() != ' ') piece.insert(piece.begin(), ' ');
        if (!m_useRegex) {
            words.push_back(bytesToCharacters(piece));
            continue;
        }
        forEachGpt2Word(piece, [&](std::string_view word) { words.push_back(bytesToCharacters(word)); });
    }
    return words;
}

std::vector<std::string> ByteLevelDecoder::decode(std::vector<std::string> tokens) const {
    std::string bytes;
    for (const auto& token : tokens) {
        const std::size_t before = bytes.size();
        for (std::size_t at = 0; at < token.size();) {
            const auto byte = characterToByte(nextCodePoint(token, at));
            if (!byte) {
                bytes.resize(before);
                bytes += token;
                break;
            }
            bytes += static_cast<char>(*byte);
        }
    }
    return {toValidUtf8(bytes)};
}

}  // namespace attune
