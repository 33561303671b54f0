// The regular expressions that normalisers of tokenizer.json use: one character or one class of characters, and how often.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace attune {

/// Such as `\s+`, ` {2,}` or `[!"\#,\-.]`.
class CharacterPattern {
  public:
    /// None for an expression of any other form, also for one that is no expression.
    static std::optional<CharacterPattern> parse(std::string_view regex);

    /// The text with another in the place of each match. Takes time linear in the text.
    /// @throws Error if the text grows out of proportion
    std::string replaceAll(std::string_view text, std::string_view to) const;

  private:
    bool matches(char32_t c) const;
    bool addClass(std::string_view regex, std::size_t& at);
    bool addRange(std::string_view regex, std::size_t& at);
    bool readQuantifier(std::string_view rest);

    std::vector<std::pair<char32_t, char32_t>> m_ranges;  ///< first and last
    bool m_spaces = false;                                ///< `\s` as well
    bool m_runs = false;                                  ///< a match is a whole run of such characters
    std::size_t m_least = 1;                              ///< of so many at least
};

}  // namespace attune
