#include "text/word_split.h"

#include <array>
#include <cstdint>

#include "text/unicode.h"

namespace attune {

namespace {

enum class Kind : std::uint8_t { Letter, Number, Space, Symbol, End };

Kind kindOf(char32_t c) {
    if (isWhitespace(c)) return Kind::Space;
    if (isLetter(c)) return Kind::Letter;
    return isNumber(c) ? Kind::Number : Kind::Symbol;
}

Kind asciiKind(unsigned char c) {
    static const auto kinds = [] {
        std::array<Kind, 128> all{};
        for (char32_t i = 0; i < 128; ++i) all[i] = kindOf(i);
        return all;
    }();
    return kinds[c];
}

/// Kind of the character at `at`, which moves behind it; End, without moving, at the end.
Kind readKind(std::string_view text, std::size_t& at) {
    if (at >= text.size()) return Kind::End;
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
        ++at;
        return asciiKind(byte);
    }
    return kindOf(nextCodePoint(text, at));
}

/// Where the run of characters of this kind that holds `at` ends.
std::size_t endOfRun(std::string_view text, std::size_t at, Kind kind) {
    for (std::size_t next = at; readKind(text, next) == kind; at = next) {
    }
    return at;
}

/// Length of 's, 't, 're, 've, 'm, 'll or 'd at `at`, else 0.
std::size_t contractionLength(std::string_view text, std::size_t at) {
    if (text[at] != '\'') return 0;
    const std::string_view rest = text.substr(at + 1, 2);
    if (rest.empty()) return 0;
    const char c = rest[0];
    if (c == 's' || c == 't' || c == 'm' || c == 'd') return 2;
    return rest == "re" || rest == "ve" || rest == "ll" ? 3 : 0;
}

/// The end of the white space that is a word of its own: all of it at the end of the text, else all but its
/// last character, which goes with the next word if it is a space (`\s+(?!\S)|\s+`).
std::size_t endOfSpaces(std::string_view text, std::size_t begin) {
    std::size_t end = begin;
    std::size_t last = begin;
    for (std::size_t next = end; readKind(text, next) == Kind::Space; end = next) last = end;
    return end == text.size() || last == begin ? end : last;
}

bool isLineEnd(char c) { return c == '\r' || c == '\n'; }

/// The same in letters of either case: those of Unicode have the long s, too.
std::size_t caselessContractionLength(std::string_view text, std::size_t at) {
    constexpr std::string_view kLongS = "\u017F";
    if (text[at] != '\'') return 0;
    if (text.substr(at + 1).starts_with(kLongS)) return 1 + kLongS.size();
    std::string word(text.substr(at, 3));
    for (char& c : word)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return contractionLength(word, 0);
}

/// The end of white space behind its last line end (`\s*[\r\n]+`); `begin` where it has none.
std::size_t endOfLines(std::string_view text, std::size_t begin) {
    std::size_t end = begin;
    std::size_t at = begin;
    for (std::size_t next = at; readKind(text, next) == Kind::Space; at = next)
        if (isLineEnd(text[at])) end = next;
    return end;
}

/// The end of a run of symbols with the line ends behind it.
std::size_t endOfSymbols(std::string_view text, std::size_t begin) {
    std::size_t end = endOfRun(text, begin, Kind::Symbol);
    while (end < text.size() && isLineEnd(text[end])) ++end;
    return end;
}

/// The end of at most three numbers.
std::size_t endOfNumbers(std::string_view text, std::size_t begin) {
    std::size_t end = begin;
    int count = 0;
    for (std::size_t next = end; count < 3 && readKind(text, next) == Kind::Number; end = next) ++count;
    return end;
}

/// The end of the match of kLlama3Pattern at `begin`: its alternatives one after the other.
std::size_t endOfLlama3Word(std::string_view text, std::size_t begin) {
    if (const auto length = caselessContractionLength(text, begin); length > 0) return begin + length;
    std::size_t second = begin;
    const Kind kind = readKind(text, second);
    if (kind == Kind::Letter) return endOfRun(text, begin, kind);
    if (kind == Kind::Number) return endOfNumbers(text, begin);
    std::size_t third = second;
    const Kind next = readKind(text, third);
    if (next == Kind::Letter && !isLineEnd(text[begin])) return endOfRun(text, second, next);
    if (kind == Kind::Symbol) return endOfSymbols(text, begin);
    if (next == Kind::Symbol && text[begin] == ' ') return endOfSymbols(text, second);
    const std::size_t lines = endOfLines(text, begin);
    return lines > begin ? lines : endOfSpaces(text, begin);
}

}  // namespace

void forEachGpt2Word(std::string_view text, const WordVisitor& visit) {
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = begin + contractionLength(text, begin);
        if (end == begin) {
            std::size_t next = begin + (text[begin] == ' ' ? 1 : 0);
            const std::size_t body = next;
            const Kind kind = readKind(text, next);
            end = kind == Kind::Space || kind == Kind::End ? endOfSpaces(text, begin)
                                                           : endOfRun(text, body, kind);
        }
        visit(text.substr(begin, end - begin));
        begin = end;
    }
}

void forEachClipWord(std::string_view text, const WordVisitor& visit) {
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = begin + contractionLength(text, begin);
        if (end == begin) {
            const Kind kind = readKind(text, end);
            if (kind == Kind::Space) {
                begin = end;
                continue;
            }
            if (kind != Kind::Number) end = endOfRun(text, begin, kind);
        }
        visit(text.substr(begin, end - begin));
        begin = end;
    }
}

void forEachLlama3Word(std::string_view text, const WordVisitor& visit) {
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = endOfLlama3Word(text, begin);
        visit(text.substr(begin, end - begin));
        begin = end;
    }
}

}  // namespace attune
