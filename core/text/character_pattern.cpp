#include "text/character_pattern.h"

#include <algorithm>
#include <charconv>

#include "text/growth.h"
#include "text/unicode.h"

namespace attune {

namespace {

/// More than any real file has; keeps hostile ones fast.
constexpr std::size_t kMostRepeats = 1000, kMostRanges = 256;

bool isAsciiWordCharacter(char32_t c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

/// The character at `at`, which moves behind it, or the one that an escape there stands for; none for other escapes.
std::optional<char32_t> readCharacter(std::string_view regex, std::size_t& at) {
    const char32_t c = nextCodePoint(regex, at);
    if (c != '\\') return c;
    if (at >= regex.size()) return std::nullopt;
    const char32_t escaped = nextCodePoint(regex, at);
    if (escaped == 't') return U'\t';
    if (escaped == 'n') return U'\n';
    if (escaped == 'r') return U'\r';
    if (escaped == '_') return escaped;
    return escaped < 0x80 && !isAsciiWordCharacter(escaped) ? std::optional(escaped) : std::nullopt;
}

}  // namespace

/// One character, `\s`, or two characters with a hyphen between them.
bool CharacterPattern::addRange(std::string_view regex, std::size_t& at) {
    if (regex.substr(at, 2) == "\\s") {
        at += 2;
        m_spaces = true;
        return true;
    }
    const auto first = readCharacter(regex, at);
    if (!first) return false;
    auto last = first;
    if (at + 1 < regex.size() && regex[at] == '-' && regex[at + 1] != ']') last = readCharacter(regex, ++at);
    if (!last || *last < *first || m_ranges.size() >= kMostRanges) return false;
    m_ranges.emplace_back(*first, *last);
    return true;
}

/// What stands in brackets. Classes in it, intersections (&&) and complements are none of ours.
bool CharacterPattern::addClass(std::string_view regex, std::size_t& at) {
    ++at;
    if (at < regex.size() && regex[at] == '^') return false;
    const std::size_t begin = at;
    while (at < regex.size() && regex[at] != ']')
        if (regex[at] == '[' || regex.substr(at, 2) == "&&" || !addRange(regex, at)) return false;
    if (at == regex.size() || at == begin) return false;  // never closed, or empty
    ++at;
    return true;
}

bool CharacterPattern::readQuantifier(std::string_view rest) {
    if (rest.empty()) return true;
    m_runs = true;
    if (rest == "+") return true;
    if (!rest.starts_with('{') || !rest.ends_with(",}")) return false;
    rest.remove_prefix(1);
    rest.remove_suffix(2);
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), m_least);
    return error == std::errc() && end == rest.data() + rest.size() && m_least >= 1 && m_least <= kMostRepeats;
}

std::optional<CharacterPattern> CharacterPattern::parse(std::string_view regex) {
    static constexpr std::string_view kSpecial = ".^$*+?()|{}]";
    CharacterPattern pattern;
    std::size_t at = 0;
    if (regex.empty() || kSpecial.find(regex.front()) != std::string_view::npos) return std::nullopt;
    if (regex.front() == '[') {
        if (!pattern.addClass(regex, at)) return std::nullopt;
    } else if (regex.starts_with("\\s")) {
        pattern.m_spaces = true;
        at = 2;
    } else {
        const auto c = readCharacter(regex, at);
        if (!c) return std::nullopt;
        pattern.m_ranges.emplace_back(*c, *c);
    }
    if (!pattern.readQuantifier(regex.substr(at))) return std::nullopt;
    return pattern;
}

bool CharacterPattern::matches(char32_t c) const {
    if (m_spaces && isWhitespace(c)) return true;
    return std::any_of(m_ranges.begin(), m_ranges.end(),
                       [c](const auto& range) { return c >= range.first && c <= range.second; });
}

std::string CharacterPattern::replaceAll(std::string_view text, std::string_view to) const {
    std::string out;
    out.reserve(text.size());
    std::size_t run = 0;       // matching characters up to here
    std::size_t runBegin = 0;  // where they begin
    const auto endRun = [&](std::size_t end) {
        if (run >= m_least)
            out += to;
        else
            out += text.substr(runBegin, end - runBegin);
        checkGrowth(text.size(), out.size());
        run = 0;
    };
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        if (matches(nextCodePoint(text, at))) {
            if (run++ == 0) runBegin = begin;
            if (!m_runs) endRun(at);
            continue;
        }
        if (run > 0) endRun(begin);
        out += text.substr(begin, at - begin);
    }
    if (run > 0) endRun(text.size());
    return out;
}

}  // namespace attune
