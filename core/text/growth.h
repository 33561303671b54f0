// How much longer a tokenizer may make a text. The rules are a stranger's, and thirty that each double it fill the memory.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace attune {

/// No text that stands for another one has more bytes; the longest that NFKC knows has 33.
inline constexpr std::size_t kLongestReplacement = 1024;
/// Rules of real files make a text at most 13 times as long: NFKC writes out U+FDFA, and marks stand for the spaces in it.
inline constexpr std::size_t kMostGrowth = 16;

/// @param option  what tokenizer.json calls the text @throws Error if it is longer than kLongestReplacement
void checkReplacement(const std::string& text, const char* option);

[[noreturn]] void refuseGrowth(std::size_t before, std::size_t after);

/// @param before, after  bytes @throws Error if the text has become out of proportion
inline void checkGrowth(std::size_t before, std::size_t after) {
    if (after > kMostGrowth * before + kLongestReplacement) refuseGrowth(before, after);
}

/// Bytes of all pieces.
std::size_t sizeOf(const std::vector<std::string>& pieces);

}  // namespace attune
