// N-grams of words as small keys, counted.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace attune {

inline constexpr std::size_t kMaxNgram = 4;

/// Up to four word numbers from 1; zeros fill the rest.
using Ngram = std::array<std::uint32_t, kMaxNgram>;

struct NgramHash {
    std::size_t operator()(const Ngram& ngram) const {
        std::uint64_t hash = 0;
        for (const std::uint32_t word : ngram) hash = (hash ^ word) * 0x9E3779B97F4A7C15ULL;
        return static_cast<std::size_t>(hash ^ (hash >> 32U));
    }
};

using NgramCounts = std::unordered_map<Ngram, std::int64_t, NgramHash>;

/// Words in the order of the text, cut at any run of white space.
std::vector<std::string_view> splitWords(std::string_view text);

/// Numbers words from 1 in the order in which they are met.
class WordNumbers {
  public:
    std::vector<std::uint32_t> number(std::string_view text);

  private:
    std::unordered_map<std::string, std::uint32_t> m_numbers;
};

/// The length of an n-gram.
std::size_t ngramLength(const Ngram& ngram);

/// Counts of the n-grams of lengths 1 to 4.
NgramCounts countNgrams(const std::vector<std::uint32_t>& words);

/// A text of the corpus, as all metrics want it.
struct CountedText {
    std::vector<std::uint32_t> words;
    NgramCounts counts;
};

struct CountedCase {
    std::vector<CountedText> references;
    CountedText candidate;
    std::int64_t image = -1;  ///< as in CaptionCase
};

}  // namespace attune
