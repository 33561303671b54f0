// WordPiece (Schuster and Nakajima 2012, as BERT uses it): the longest known piece first, from left to right.
#pragma once

#include "text/pipeline.h"
#include "text/vocabulary.h"

namespace attune {

struct WordPieceOptions {
    std::string unkToken = "[UNK]";  ///< stands for a whole word that cannot be cut into known pieces
    std::string continuingSubwordPrefix = "##";
    std::size_t maxInputCharsPerWord = 100;  ///< longer words are unknown
};

class WordPieceModel : public SubwordModel {
  public:
    /// @throws Error if the unknown token is not in the vocabulary
    WordPieceModel(Vocabulary vocabulary, WordPieceOptions options, const std::string& name);

    void encode(std::string_view piece, std::vector<std::int64_t>& ids) const override;
    std::optional<std::int64_t> idOf(std::string_view token) const override {
        return m_vocabulary.idOf(token);
    }
    const std::string* tokenOf(std::int64_t id) const override { return m_vocabulary.tokenOf(id); }
    std::int64_t endId() const override { return m_vocabulary.endId(); }

  private:
    Vocabulary m_vocabulary;
    WordPieceOptions m_options;
    std::int64_t m_unkId = 0;
};

/// "WordPiece": words with spaces between them, pieces joined, and the spaces before punctuation taken out if
/// asked for.
class WordPieceDecoder : public TokenDecoder {
  public:
    WordPieceDecoder(std::string prefix, bool cleanup) : m_prefix(std::move(prefix)), m_cleanup(cleanup) {}
    std::vector<std::string> decode(std::vector<std::string> tokens) const override;

  private:
    std::string m_prefix;
    bool m_cleanup;
};

}  // namespace attune
