#include "text/decoders.h"

#include <algorithm>

#include "text/byte_tokens.h"
#include "text/growth.h"
#include "text/replace.h"
#include "text/unicode.h"

namespace attune {

std::vector<std::string> SequenceDecoder::decode(std::vector<std::string> tokens) const {
    const std::size_t before = sizeOf(tokens);
    for (const auto& step : m_steps) {
        tokens = step->decode(std::move(tokens));
        checkGrowth(before, sizeOf(tokens));
    }
    return tokens;
}

std::vector<std::string> ByteFallbackDecoder::decode(std::vector<std::string> tokens) const {
    std::vector<std::string> out;
    std::string bytes;
    const auto flush = [&] {
        if (bytes.empty()) return;
        if (toValidUtf8(bytes) == bytes) {
            out.push_back(bytes);
        } else {
            for (std::size_t i = 0; i < bytes.size(); ++i)
                appendUtf8(out.emplace_back(), kReplacementCharacter);
        }
        bytes.clear();
    };
    for (std::string& token : tokens) {
        if (const auto byte = byteOfToken(token)) {
            bytes += *byte;
        } else {
            flush();
            out.push_back(std::move(token));
        }
    }
    flush();
    return out;
}

std::vector<std::string> FuseDecoder::decode(std::vector<std::string> tokens) const {
    std::string all;
    for (const std::string& token : tokens) all += token;
    return {all};
}

std::vector<std::string> StripDecoder::decode(std::vector<std::string> tokens) const {
    for (std::string& token : tokens) {
        std::string_view rest = token;
        for (std::size_t i = 0; i < m_start && rest.starts_with(m_content); ++i)
            rest.remove_prefix(m_content.size());
        for (std::size_t i = 0; i < m_stop && rest.ends_with(m_content); ++i)
            rest.remove_suffix(m_content.size());
        token = std::string(rest);
    }
    return tokens;
}

std::vector<std::string> WordEndDecoder::decode(std::vector<std::string> tokens) const {
    const std::string text = replaceAll(FuseDecoder().decode(std::move(tokens)).front(), m_suffix, " ");
    // Python's strip takes the four separators of ASCII for white space, too.
    std::size_t begin = text.size();
    std::size_t end = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t here = at;
        const char32_t c = nextCodePoint(text, at);
        if (isWhitespace(c) || (c >= 0x1C && c <= 0x1F)) continue;
        begin = std::min(begin, here);
        end = at;
    }
    return {begin < end ? text.substr(begin, end - begin) : std::string()};
}

}  // namespace attune
