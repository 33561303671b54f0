#include "text/replace.h"

#include "text/growth.h"

namespace attune {

std::string replaceAll(std::string_view text, std::string_view from, std::string_view to) {
    std::string out;
    out.reserve(text.size());
    std::size_t done = 0;
    for (std::size_t at; (at = text.find(from, done)) != std::string_view::npos; done = at + from.size()) {
        out.append(text, done, at - done).append(to);
        checkGrowth(text.size(), out.size());
    }
    return out.append(text, done);
}

std::vector<std::string> ReplaceDecoder::decode(std::vector<std::string> tokens) const {
    const std::size_t before = sizeOf(tokens);
    std::size_t after = 0;
    for (std::string& token : tokens) {
        token = replaceAll(token, m_from, m_to);
        checkGrowth(before, after += token.size());
    }
    return tokens;
}

}  // namespace attune
