#include "text/replace.h"

#include "text/unicode.h"

namespace attune {

std::string replaceAll(std::string_view text, std::string_view from, std::string_view to) {
    std::string out;
    out.reserve(text.size());
    std::size_t done = 0;
    for (std::size_t at; (at = text.find(from, done)) != std::string_view::npos; done = at + from.size())
        out.append(text, done, at - done).append(to);
    return out.append(text, done);
}

std::string WhitespaceNormalizer::normalize(std::string text) const {
    std::string out;
    out.reserve(text.size());
    bool inRun = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const bool space = isWhitespace(nextCodePoint(text, at));
        if (!space)
            out.append(text, begin, at - begin);
        else if (!inRun)
            out += m_to;
        inRun = space;
    }
    return out;
}

std::vector<std::string> ReplaceDecoder::decode(std::vector<std::string> tokens) const {
    for (std::string& token : tokens) token = replaceAll(token, m_from, m_to);
    return tokens;
}

}  // namespace attune
