#include "text/bert_text.h"

#include "text/unicode.h"

namespace attune {

namespace {

/// The blocks that the reference treats as Chinese; its fifth extension block starts at 2B920, not at 2B820.
bool isChinese(char32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x2A6DF) ||
           (c >= 0x2A700 && c <= 0x2B73F) || (c >= 0x2B740 && c <= 0x2B81F) ||
           (c >= 0x2B920 && c <= 0x2CEAF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
}

/// All ASCII symbols count as punctuation, "$" and "+" too.
bool isBertPunctuation(char32_t c) {
    if (c < 0x80) return c > ' ' && c < 0x7F && !isLetter(c) && !isNumber(c);
    return isPunctuation(c);
}

std::string cleaned(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = nextCodePoint(text, at);
        const bool kept = c == '\t' || c == '\n' || c == '\r';
        if (c == 0 || c == kReplacementCharacter || (isControl(c) && !kept)) continue;
        appendUtf8(out, isWhitespace(c) ? U' ' : c);
    }
    return out;
}

std::string chineseApart(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = nextCodePoint(text, at);
        const bool apart = isChinese(c);
        if (apart) out += ' ';
        appendUtf8(out, c);
        if (apart) out += ' ';
    }
    return out;
}

}  // namespace

std::string BertNormalizer::normalize(std::string text) const {
    if (m_options.cleanText) text = cleaned(text);
    if (m_options.handleChineseChars) text = chineseApart(text);
    if (m_options.stripAccents.value_or(m_options.lowercase))
        text = withoutNonspacingMarks(toNormalForm(text, NormalForm::D));
    return m_options.lowercase ? toLowerCase(text) : text;
}

std::vector<std::string> BertPreTokenizer::split(std::vector<std::string> pieces, bool /*atStart*/) const {
    std::vector<std::string> words;
    for (const std::string& piece : pieces) {
        bool inWord = false;
        for (std::size_t at = 0; at < piece.size();) {
            const std::size_t begin = at;
            const char32_t c = nextCodePoint(piece, at);
            const bool space = isWhitespace(c);
            const bool mark = isBertPunctuation(c);
            if (!space && (mark || !inWord)) words.emplace_back();
            if (!space) words.back().append(piece, begin, at - begin);
            inWord = !space && !mark;
        }
    }
    return words;
}

}  // namespace attune
