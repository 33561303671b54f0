#include "text/pre_tokenizers.h"

#include "text/growth.h"
#include "text/unicode.h"

namespace attune {

std::vector<std::string> SequencePreTokenizer::split(std::vector<std::string> pieces, bool atStart) const {
    const std::size_t before = sizeOf(pieces);
    for (const auto& step : m_steps) {
        pieces = step->split(std::move(pieces), atStart);
        checkGrowth(before, sizeOf(pieces));
    }
    return pieces;
}

std::vector<std::string> DigitsPreTokenizer::split(std::vector<std::string> pieces, bool /*atStart*/) const {
    std::vector<std::string> out;
    for (const std::string& piece : pieces) {
        bool inNumber = false;
        bool atStart = true;
        for (std::size_t at = 0; at < piece.size(); atStart = false) {
            const std::size_t begin = at;
            const bool number = isNumber(nextCodePoint(piece, at));
            if (atStart || number != inNumber || (number && m_individual)) out.emplace_back();
            out.back().append(piece, begin, at - begin);
            inNumber = number;
        }
    }
    return out;
}

std::vector<std::string> PatternPreTokenizer::split(std::vector<std::string> pieces, bool /*atStart*/) const {
    std::vector<std::string> out;
    for (const std::string& piece : pieces)
        m_splitter(piece, [&](std::string_view word) { out.emplace_back(word); });
    return out;
}

void splitAt(std::string_view text, std::string_view delimiter, SplitBehavior behavior, std::vector<std::string>& parts) {
    std::size_t done = 0;
    const auto cut = [&](std::size_t end) {
        if (end > done) parts.emplace_back(text.substr(done, end - done));
        done = end;
    };
    std::size_t next = 0;
    for (std::size_t at; (at = text.find(delimiter, next)) != std::string_view::npos;) {
        next = at + delimiter.size();
        if (behavior != SplitBehavior::MergedWithPrevious) cut(at);
        if (behavior == SplitBehavior::Removed)
            done = next;
        else if (behavior != SplitBehavior::MergedWithNext)
            cut(next);
    }
    cut(text.size());
}

std::vector<std::string> DelimiterPreTokenizer::split(std::vector<std::string> pieces, bool /*atStart*/) const {
    std::vector<std::string> parts;
    for (const std::string& piece : pieces) splitAt(piece, m_delimiter, m_behavior, parts);
    return parts;
}

std::vector<std::string> WhitespacePreTokenizer::split(std::vector<std::string> pieces, bool /*atStart*/) const {
    std::vector<std::string> words;
    for (const std::string& piece : pieces) {
        bool inWord = false;
        for (std::size_t at = 0; at < piece.size();) {
            const std::size_t begin = at;
            const bool space = isWhitespace(nextCodePoint(piece, at));
            if (!space && !inWord) words.emplace_back();
            if (!space) words.back().append(piece, begin, at - begin);
            inWord = !space;
        }
    }
    return words;
}

}  // namespace attune
