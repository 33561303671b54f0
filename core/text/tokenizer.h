// Text to token ids and back, as the tokenizer files of a Hugging Face checkpoint folder say.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace attune {

/// A token found in the text as it stands, before anything is split or merged.
struct AddedToken {
    std::int64_t id = 0;
    std::string content;
    bool singleWord = false;  ///< only where no word character touches it
    bool lstrip = false;      ///< swallows the white space before it
    bool rstrip = false;      ///< swallows the white space behind it
    bool normalized = false;  ///< looked for in the normalised text rather than in the raw one
    bool special = false;     ///< left out by decode(ids, true)
};

/// Thread-safe: all methods may be called from several threads at once.
class Tokenizer {
  public:
    virtual ~Tokenizer() = default;

    /// Ids of a text. Ill-formed UTF-8 reads as U+FFFD. @param addSpecialTokens  with the start and end
    /// tokens that the files ask for (GPT-2 asks for none) @throws Error if the files' rules make the text longer than any
    /// real ones do
    virtual std::vector<std::int64_t> encode(std::string_view text, bool addSpecialTokens = true) const = 0;

    /// Text of ids, always well-formed UTF-8: bytes that are none become U+FFFD. Ids that the vocabulary does
    /// not have are left out, as the reference does: models pad their vocabulary. @param skipSpecial  leaves
    /// special tokens out @throws Error if the files' rules make the text longer than any real ones do
    virtual std::string decode(const std::vector<std::int64_t>& ids, bool skipSpecial = true) const = 0;

    /// The token as the vocabulary writes it ("Ġcat"). @throws Error for an id that there is not
    virtual std::string tokenOf(std::int64_t id) const = 0;

    /// None for a token that there is not.
    virtual std::optional<std::int64_t> idOf(std::string_view token) const = 0;

    /// One more than the largest id.
    virtual std::int64_t vocabularySize() const = 0;

    /// By id.
    virtual const std::vector<AddedToken>& addedTokens() const = 0;

    /// The token that plays a role, if the files name one. @param role  "bos_token", "eos_token",
    /// "unk_token", "sep_token", "pad_token", "cls_token" or "mask_token"
    virtual std::optional<std::int64_t> roleId(std::string_view role) const = 0;
};

/// Reads `tokenizer.json`, or else `vocab.json` with `merges.txt`; and `tokenizer_config.json` and
/// `special_tokens_map.json` where they are. @throws Error if there is no tokenizer, or a broken or unknown
/// one
std::unique_ptr<Tokenizer> loadTokenizer(const std::filesystem::path& folder);

/// Takes out the spaces that word-based vocabularies leave before punctuation and contractions, as
/// `clean_up_tokenization_spaces` asks for.
std::string cleanUpTokenizationSpaces(std::string text);

}  // namespace attune
