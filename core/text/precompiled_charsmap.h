// "Precompiled" of tokenizer.json: the table by which SentencePiece rewrites characters (most often NFKC with changes).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/pipeline.h"

namespace attune {

/// The table is 4 bytes of size, little-endian; a trie of so many bytes, the double array of darts-clone (Yata; units of 4
/// bytes); then the replacements, each with a NUL behind it. The values of the trie are offsets into these.
class PrecompiledNormalizer : public Normalizer {
  public:
    /// @throws Error if the table is cut off or no table, or has a replacement of more than kLongestReplacement bytes
    explicit PrecompiledNormalizer(std::string_view table);
    /// @param base64  the table, as tokenizer.json writes it
    static std::unique_ptr<PrecompiledNormalizer> fromBase64(std::string_view base64);

    /// Grapheme by grapheme: a short one is looked up as a whole, else each of its characters. Takes time linear in the text.
    std::string normalize(std::string text) const override;

  private:
    /// What stands for the shortest key that the text begins with. As in the reference the rest of the text goes with it.
    std::optional<std::string_view> replacementOf(std::string_view text) const;

    std::vector<std::uint32_t> m_units;
    std::string m_replacements;
};

}  // namespace attune
