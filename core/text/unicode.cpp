#include "text/unicode.h"

#include <utf8proc.h>

namespace attune {

namespace {

/// What may follow a lead byte: how many bytes, and the range of the first of them (Unicode 15, table 3-7).
struct LeadByte {
    int following = 0;
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
};

LeadByte leadByte(unsigned char byte) {
    if (byte >= 0xC2 && byte <= 0xDF) return {1};
    if (byte == 0xE0) return {2, 0xA0, 0xBF};
    if (byte == 0xED) return {2, 0x80, 0x9F};
    if (byte >= 0xE1 && byte <= 0xEF) return {2};
    if (byte == 0xF0) return {3, 0x90, 0xBF};
    if (byte >= 0xF1 && byte <= 0xF3) return {3};
    if (byte == 0xF4) return {3, 0x80, 0x8F};
    return {};
}

utf8proc_category_t category(char32_t c) {
    return utf8proc_category(static_cast<utf8proc_int32_t>(c));
}

}  // namespace

char32_t nextCodePoint(std::string_view text, std::size_t& at) {
    const auto first = static_cast<unsigned char>(text[at++]);
    if (first < 0x80) return first;
    LeadByte lead = leadByte(first);
    if (lead.following == 0) return kReplacementCharacter;
    char32_t c = first & (0x3FU >> lead.following);
    for (int i = 0; i < lead.following; ++i) {
        if (at >= text.size()) return kReplacementCharacter;
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte < lead.low || byte > lead.high) return kReplacementCharacter;
        c = (c << 6U) | (byte & 0x3FU);
        lead.low = 0x80;
        lead.high = 0xBF;
        ++at;
    }
    return c;
}

void appendUtf8(std::string& out, char32_t c) {
    const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0U | (c >> 6U));
        put(0x80U | (c & 0x3FU));
    } else if (c < 0x10000) {
        put(0xE0U | (c >> 12U));
        put(0x80U | ((c >> 6U) & 0x3FU));
        put(0x80U | (c & 0x3FU));
    } else {
        put(0xF0U | (c >> 18U));
        put(0x80U | ((c >> 12U) & 0x3FU));
        put(0x80U | ((c >> 6U) & 0x3FU));
        put(0x80U | (c & 0x3FU));
    }
}

std::string toValidUtf8(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) appendUtf8(out, nextCodePoint(text, at));
    return out;
}

bool isLetter(char32_t c) {
    const auto k = category(c);
    return k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO;
}

bool isMark(char32_t c) {
    const auto k = category(c);
    return k >= UTF8PROC_CATEGORY_MN && k <= UTF8PROC_CATEGORY_ME;
}

bool isNumber(char32_t c) {
    const auto k = category(c);
    return k >= UTF8PROC_CATEGORY_ND && k <= UTF8PROC_CATEGORY_NO;
}

bool isPunctuation(char32_t c) {
    const auto k = category(c);
    return k >= UTF8PROC_CATEGORY_PC && k <= UTF8PROC_CATEGORY_PO;
}

bool isControl(char32_t c) {
    return category(c) >= UTF8PROC_CATEGORY_CC;
}

bool isWhitespace(char32_t c) {
    if (c < 0x80) return c == ' ' || (c >= 0x09 && c <= 0x0D);
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool isWordCharacter(char32_t c) {
    const auto k = category(c);
    const bool circledLetter = c >= 0x24B6 && c <= 0x24E9;  // symbols by category, alphabetic by property
    return isLetter(c) || isMark(c) || k == UTF8PROC_CATEGORY_ND || k == UTF8PROC_CATEGORY_NL ||
           k == UTF8PROC_CATEGORY_PC || c == 0x200C || c == 0x200D || circledLetter;
}

std::size_t endOfGrapheme(std::string_view text, std::size_t at) {
    auto previous = static_cast<utf8proc_int32_t>(nextCodePoint(text, at));
    utf8proc_int32_t state = 0;
    for (std::size_t next = at; next < text.size(); at = next) {
        const auto c = static_cast<utf8proc_int32_t>(nextCodePoint(text, next));
        if (utf8proc_grapheme_break_stateful(previous, c, &state)) return at;
        previous = c;
    }
    return at;
}

}  // namespace attune
