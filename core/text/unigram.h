// The unigram language model (Kudo 2018, "Subword Regularization"): of all ways to cut a text into pieces the most likely one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "text/piece_trie.h"
#include "text/pipeline.h"
#include "text/vocabulary.h"

namespace attune {

struct ScoredPiece {
    std::string text;
    double score = 0;  ///< logarithm of its probability
};

/// Names as in the "model" of tokenizer.json.
struct UnigramOptions {
    std::optional<std::int64_t> unkId;  ///< stands for what no piece covers; without it that is dropped
    bool byteFallback = false;          ///< what no piece covers becomes <0x00>..<0xFF> where all of those are known
};

/// Takes time in proportion to the text times the longest piece.
class UnigramModel : public SubwordModel {
  public:
    /// Longer pieces are refused, so that a text cannot be made to take quadratic time.
    static constexpr std::size_t kLongestPiece = 1024;

    /// @param pieces  the place of each is its id @param name  the file, for messages
    /// @throws Error if there are none, on one that is empty, too long or there twice, on a score that is no number, and on an
    /// unknown token that is none of them
    UnigramModel(const std::vector<ScoredPiece>& pieces, UnigramOptions options, const std::string& name);

    void encode(std::string_view text, std::vector<std::int64_t>& ids) const override;
    std::optional<std::int64_t> idOf(std::string_view token) const override { return m_vocabulary.idOf(token); }
    const std::string* tokenOf(std::int64_t id) const override { return m_vocabulary.tokenOf(id); }
    std::int64_t endId() const override { return m_vocabulary.endId(); }

  private:
    /// The last piece of the best way to cut what lies before a place in the text.
    struct Step {
        std::size_t begin = 0;
        double score = 0;  ///< of the whole way
        std::int32_t id = -1;
        bool reached = false;
    };

    std::vector<Step> bestSteps(std::string_view text) const;
    void addUnknown(std::string_view run, std::vector<std::int64_t>& ids) const;

    Vocabulary m_vocabulary;
    PieceTrie m_trie;
    std::vector<double> m_scores;  ///< by id
    double m_unkScore = 0;
    std::int32_t m_unk = -1;  ///< -1: there is none
    bool m_byteFallback = false;
};

/// Reads [["piece", score], ..]. @throws Error
std::vector<ScoredPiece> scoredPiecesFromJson(const Json& array, const std::string& name);

}  // namespace attune
