// A tokenizer put together from parts: added tokens, normaliser, pre-tokenizer, model, post-processor,
// decoder.
#pragma once

#include <map>

#include "text/added_tokens.h"
#include "text/pipeline.h"
#include "text/tokenizer.h"
#include "text/vocabulary.h"

namespace attune {

/// What the tokenizer files say besides the parts.
struct TokenizerTraits {
    std::vector<AddedToken> addedTokens;  ///< each with its id
    std::map<std::string, std::string>
        roles;  ///< "eos_token" -> "</s>"; tokens that are not known are left out
    bool cleanUpTokenizationSpaces = false;  ///< decode() calls cleanUpTokenizationSpaces()
};

class PipelineTokenizer : public Tokenizer {
  public:
    /// @throws Error if an added token contradicts the vocabulary or another one
    PipelineTokenizer(TokenizerParts parts, TokenizerTraits traits);

    std::vector<std::int64_t> encode(std::string_view text, bool addSpecialTokens) const override;
    std::string decode(const std::vector<std::int64_t>& ids, bool skipSpecial) const override;
    std::string tokenOf(std::int64_t id) const override;
    std::optional<std::int64_t> idOf(std::string_view token) const override;
    std::int64_t vocabularySize() const override { return m_endId; }
    const std::vector<AddedToken>& addedTokens() const override { return m_traits.addedTokens; }
    std::optional<std::int64_t> roleId(std::string_view role) const override;

  private:
    void indexAddedTokens();
    /// @param atStart  it is the beginning of the whole text
    void encodeText(std::string_view text, bool atStart, std::vector<std::int64_t>& ids) const;
    void encodeWords(std::string_view text, bool atStart, std::vector<std::int64_t>& ids) const;

    TokenizerParts m_parts;
    TokenizerTraits m_traits;
    AddedTokenFinder m_rawFinder;
    AddedTokenFinder m_normalizedFinder;
    std::unordered_map<std::int64_t, const AddedToken*> m_addedById;
    StringMap<const AddedToken*> m_addedByContent;
    std::map<std::string, std::int64_t, std::less<>> m_roleIds;
    std::int64_t m_endId = 0;
};

}  // namespace attune
