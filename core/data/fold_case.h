// Upper and lower case made alike, for searching.
#pragma once

#include <string>
#include <string_view>

namespace attune {

/// UTF-8 text in lower case: Latin with its accents (ASCII, Latin-1, Latin Extended-A), Greek and Cyrillic,
/// one letter for one letter (U+0130 and U+0131, the Turkish i, stay as they are). Bytes that are no UTF-8
/// are passed through.
std::string foldCase(std::string_view text);

/// Does the same, and keeps the memory of `folded`.
void foldCase(std::string_view text, std::string& folded);

}  // namespace attune
