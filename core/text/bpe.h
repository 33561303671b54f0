// Byte-pair encoding (Sennrich et al. 2016): the symbols of a word are merged in the order of learnt ranks.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "text/pipeline.h"
#include "text/vocabulary.h"

namespace attune {

using MergeList = std::vector<std::pair<std::string, std::string>>;

/// Names as in the "model" of tokenizer.json.
struct BpeOptions {
    std::optional<std::string>
        unkToken;  ///< stands for characters outside the vocabulary; without it they are dropped
    std::string continuingSubwordPrefix;  ///< in front of every character of a word but the first
    std::string endOfWordSuffix;          ///< behind the last character of a word
    bool fuseUnk = false;                 ///< a run of unknown characters is one unknown token
    bool byteFallback = false;  ///< unknown characters become <0x00>..<0xFF> where all of those are known
    bool ignoreMerges = false;  ///< a word that is a token by itself is taken whole
};

/// Merging takes O(n log n) for a word of n characters. Short words are remembered, in bounded room.
class BpeModel : public SubwordModel {
  public:
    /// @param merges  best first; of two equal ones the later counts, as in the reference
    /// @throws Error if a merge or the unknown token is not in the vocabulary
    BpeModel(Vocabulary vocabulary, const MergeList& merges, BpeOptions options, const std::string& name);
    ~BpeModel() override;

    void encode(std::string_view piece, std::vector<std::int64_t>& ids) const override;
    std::optional<std::int64_t> idOf(std::string_view token) const override {
        return m_vocabulary.idOf(token);
    }
    const std::string* tokenOf(std::int64_t id) const override { return m_vocabulary.tokenOf(id); }
    std::int64_t endId() const override { return m_vocabulary.endId(); }

  private:
    struct Merge {
        std::uint32_t rank = 0;
        std::int32_t id = 0;
    };
    struct Cache;

    void addMerge(std::uint32_t rank, const std::string& left, const std::string& right,
                  const std::string& name);
    std::vector<std::int64_t> symbols(std::string_view word) const;
    void mergeAll(std::vector<std::int64_t>& ids) const;
    const Merge* mergeOf(std::int64_t left, std::int64_t right) const;

    Vocabulary m_vocabulary;
    BpeOptions m_options;
    std::optional<std::int64_t> m_unkId;
    std::unordered_map<std::uint64_t, Merge> m_merges;
    std::unique_ptr<Cache> m_cache;
};

/// The lines of a merges.txt: two symbols apart by one space; a first line "#version" is left out. @throws
/// Error
MergeList mergesFromText(std::string_view text, const std::string& name);

/// Reads ["a b", ..] or [["a", "b"], ..]. @throws Error
MergeList mergesFromJson(const Json& array, const std::string& name);

}  // namespace attune
