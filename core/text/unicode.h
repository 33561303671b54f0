// UTF-8 and the few Unicode properties that tokenizers ask for.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace attune {

inline constexpr char32_t kReplacementCharacter = 0xFFFD;

/// The code point at `at`, which moves behind it. Each maximal ill-formed part of a sequence reads as one
/// U+FFFD (Unicode 15, section 3.9, "U+FFFD substitution of maximal subparts"). `at` must be below the text's
/// size.
char32_t nextCodePoint(std::string_view text, std::size_t& at);

/// Appends the UTF-8 of a code point.
void appendUtf8(std::string& out, char32_t codePoint);

/// The text itself if it is well-formed, else with U+FFFD for each ill-formed part.
std::string toValidUtf8(std::string_view text);

bool isLetter(char32_t c);       ///< general category L*
bool isMark(char32_t c);         ///< general category M*
bool isNumber(char32_t c);       ///< general category N*
bool isPunctuation(char32_t c);  ///< general category P*
bool isControl(char32_t c);      ///< general category C*, unassigned ones apart: control, format, private use
bool isWhitespace(char32_t c);   ///< property White_Space
bool isWordCharacter(char32_t c);  ///< `\w` of UTS #18: letters, marks, decimal digits, connectors, joiners

/// Where the extended grapheme cluster (UAX #29) that begins at `at` ends. `at` must be below the text's size.
std::size_t endOfGrapheme(std::string_view text, std::size_t at);

enum class NormalForm { C, D, KC, KD };

/// A Unicode normal form of well-formed UTF-8. Runs of more than 256 marks, which no script has, are taken in
/// parts, so that sorting them cannot take quadratic time.
std::string toNormalForm(const std::string& text, NormalForm form);

/// Lower case, each character by itself: no final sigma, no locale.
std::string toLowerCase(std::string_view text);

/// Without non-spacing marks (category Mn).
std::string withoutNonspacingMarks(std::string_view text);

}  // namespace attune
