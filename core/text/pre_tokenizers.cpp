#include "text/pre_tokenizers.h"

#include "text/unicode.h"

namespace attune {

std::vector<std::string> SequencePreTokenizer::split(std::vector<std::string> pieces) const {
    for (const auto& step : m_steps) pieces = step->split(std::move(pieces));
    return pieces;
}

std::vector<std::string> DigitsPreTokenizer::split(std::vector<std::string> pieces) const {
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

std::vector<std::string> PatternPreTokenizer::split(std::vector<std::string> pieces) const {
    std::vector<std::string> out;
    for (const std::string& piece : pieces)
        m_splitter(piece, [&](std::string_view word) { out.emplace_back(word); });
    return out;
}

}  // namespace attune
