#include "text/added_tokens.h"

#include <algorithm>

#include "data/error.h"
#include "text/unicode.h"

namespace attune {

namespace {

/// The first byte of the character that ends before `at`.
std::size_t previousCharacter(std::string_view text, std::size_t at) {
    do --at;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U);
    return at;
}

bool isWordBefore(std::string_view text, std::size_t at) {
    if (at == 0) return false;
    std::size_t begin = previousCharacter(text, at);
    return isWordCharacter(nextCodePoint(text, begin));
}

bool isWordAt(std::string_view text, std::size_t at) {
    return at < text.size() && isWordCharacter(nextCodePoint(text, at));
}

std::size_t skipSpacesBack(std::string_view text, std::size_t at, std::size_t limit) {
    while (at > limit) {
        const std::size_t begin = previousCharacter(text, at);
        std::size_t next = begin;
        if (!isWhitespace(nextCodePoint(text, next))) break;
        at = begin;
    }
    return std::max(at, limit);
}

std::size_t skipSpaces(std::string_view text, std::size_t at) {
    for (std::size_t next = at; next < text.size(); at = next)
        if (!isWhitespace(nextCodePoint(text, next))) break;
    return at;
}

}  // namespace

void AddedTokenFinder::add(const AddedToken& token, std::string_view content) {
    if (content.size() > kLongestToken)
        throw Error("the tokenizer has an added token of " + std::to_string(content.size()) + " bytes",
                    "the longest allowed is " + std::to_string(kLongestToken));
    if (content.empty()) return;
    std::uint32_t node = 0;
    for (const char byte : content) {
        const std::uint64_t key = std::uint64_t{node} * 256 + static_cast<unsigned char>(byte);
        const auto [at, isNew] = m_edges.emplace(key, static_cast<std::uint32_t>(m_tokens.size()));
        if (isNew) m_tokens.push_back(nullptr);
        node = at->second;
    }
    // Of two tokens that are written alike (after normalisation), the first wins.
    if (!m_tokens[node]) m_tokens[node] = &token;
}

AddedTokenFinder::Match AddedTokenFinder::longestAt(std::string_view text, std::size_t at) const {
    Match best;
    std::uint32_t node = 0;
    while (at < text.size()) {
        const auto edge = m_edges.find(std::uint64_t{node} * 256 + static_cast<unsigned char>(text[at]));
        if (edge == m_edges.end()) break;
        node = edge->second;
        ++at;
        if (m_tokens[node]) best = {at, m_tokens[node]};
    }
    return best;
}

std::vector<TextPart> AddedTokenFinder::split(std::string_view text) const {
    std::vector<TextPart> parts;
    std::size_t done = 0;
    const auto put = [&](std::size_t end, const AddedToken* token) {
        if (end > done) parts.push_back({text.substr(done, end - done), token});
        done = std::max(done, end);
    };
    for (std::size_t at = 0; at < text.size() && !m_edges.empty();) {
        const Match match = longestAt(text, at);
        if (!match.token) {
            ++at;
            continue;
        }
        if (match.end <= done) {  // in the white space that a token before it took
            at = match.end;
            continue;
        }
        const AddedToken& token = *match.token;
        const bool touched = isWordBefore(text, at) || isWordAt(text, match.end);
        if (!(token.singleWord && touched)) {
            put(token.lstrip ? skipSpacesBack(text, at, done) : at, nullptr);
            put(token.rstrip ? skipSpaces(text, match.end) : match.end, match.token);
        }
        at = match.end;
    }
    put(text.size(), nullptr);
    return parts;
}

}  // namespace attune
