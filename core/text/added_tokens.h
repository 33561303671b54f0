// Finds added tokens in a text: the longest one at the leftmost place, again and again.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/tokenizer.h"

namespace attune {

/// A part of a text: an added token, or text between them.
struct TextPart {
    std::string_view text;
    const AddedToken* token = nullptr;  ///< null for text
};

/// A trie over the bytes of the tokens. Finding takes time proportional to the text times the longest token.
class AddedTokenFinder {
  public:
    /// Longer tokens are refused, so that a text cannot be made to take quadratic time.
    static constexpr std::size_t kLongestToken = 1024;

    /// @param content  how the token is written in the text that will be searched; an empty one is never
    /// found. The token must outlive the finder. @throws Error if it is longer than kLongestToken
    void add(const AddedToken& token, std::string_view content);

    /// The parts of a text in order, without empty ones.
    std::vector<TextPart> split(std::string_view text) const;

  private:
    struct Match {
        std::size_t end = 0;
        const AddedToken* token = nullptr;
    };

    Match longestAt(std::string_view text, std::size_t at) const;

    std::unordered_map<std::uint64_t, std::uint32_t> m_edges;  ///< node * 256 + byte -> node
    std::vector<const AddedToken*> m_tokens{nullptr};          ///< by node; the root is node 0
};

}  // namespace attune
