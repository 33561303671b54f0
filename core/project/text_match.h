// How texts and file names are matched and sorted in listings.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace attune {

/// Whether texts hold all words of a search, upper and lower case alike (see foldCase).
class WordMatcher {
  public:
    /// @param text  words, separated by blanks
    explicit WordMatcher(const std::string& text);

    bool empty() const { return m_words.empty(); }
    bool matches(std::string_view text);

  private:
    std::vector<std::string> m_words;
    std::string m_folded;
};

/// Behind the last slash.
std::string_view fileName(std::string_view path);

/// A sort key in which numbers within names count as numbers: "2.png" before "10.png". A run of digits
/// becomes '0', the count of its significant digits, the digits.
void naturalKey(std::string_view name, std::string& key);

}  // namespace attune
