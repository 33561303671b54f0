// The tokens <0x00>..<0xFF>, by which vocabularies of characters write what they have no token for.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "text/vocabulary.h"

namespace attune {

/// Appends the ids of the byte tokens of a text, or nothing where the vocabulary lacks one of them.
/// @return whether it has them all
bool appendByteTokens(const Vocabulary& vocabulary, std::string_view text, std::vector<std::int64_t>& ids);

/// The byte that a token stands for, if it is written like one.
std::optional<char> byteOfToken(std::string_view token);

}  // namespace attune
