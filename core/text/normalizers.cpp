#include "text/normalizers.h"

#include <algorithm>

#include "text/growth.h"

namespace attune {

std::string SequenceNormalizer::normalize(std::string text) const {
    const std::size_t before = text.size();
    for (const auto& step : m_steps) {
        text = step->normalize(std::move(text));
        checkGrowth(before, text.size());
    }
    return text;
}

std::string StripNormalizer::normalize(std::string text) const {
    std::size_t begin = text.size();
    std::size_t end = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t here = at;
        if (isWhitespace(nextCodePoint(text, at))) continue;
        begin = std::min(begin, here);
        end = at;
    }
    if (!m_left) begin = 0;
    if (!m_right) end = text.size();
    return begin < end ? text.substr(begin, end - begin) : std::string();
}

}  // namespace attune
