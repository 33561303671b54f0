#include <algorithm>
#include <set>
#include <tuple>

#include "data/error.h"
#include "text/byte_level.h"
#include "text/byte_level_bpe.h"
#include "text/unicode.h"
#include "text/word_split.h"

namespace attune {

namespace {

using Pair = std::pair<std::int32_t, std::int32_t>;

struct TrainingWord {
    std::vector<std::int32_t> symbols;
    std::int64_t count = 0;
};

/// Counts of neighbouring pairs over the distinct words, kept up to date from merge to merge.
class PairCounts {
  public:
    explicit PairCounts(std::vector<TrainingWord> words) : m_words(std::move(words)) {
        for (std::size_t w = 0; w < m_words.size(); ++w) add(w, 1);
    }

    /// The most frequent pair that comes at least twice; of equal ones the one whose texts sort first. Null
    /// if none.
    const Pair* best(const std::vector<std::string>& tokens) const {
        const Pair* best = nullptr;
        std::int64_t most = 1;
        const auto sortsFirst = [&](const Pair& a, const Pair& b) {
            const auto& [a1, a2] = a;
            const auto& [b1, b2] = b;
            return std::tie(tokens[a1], tokens[a2]) < std::tie(tokens[b1], tokens[b2]);
        };
        for (const auto& [pair, count] : m_counts) {
            if (count < most || (count == most && (!best || !sortsFirst(pair, *best)))) continue;
            most = count;
            best = &pair;
        }
        return best;
    }

    void merge(Pair pair, std::int32_t merged) {
        const auto holders = m_holders[pair];
        for (const std::size_t w : holders) {
            add(w, -1);
            std::vector<std::int32_t> out;
            const auto& old = m_words[w].symbols;
            for (std::size_t i = 0; i < old.size(); ++i) {
                const bool here = i + 1 < old.size() && old[i] == pair.first && old[i + 1] == pair.second;
                out.push_back(here ? merged : old[i]);
                i += here ? 1 : 0;
            }
            m_words[w].symbols = std::move(out);
            add(w, 1);
        }
    }

  private:
    void add(std::size_t w, int sign) {
        const auto& [symbols, count] = m_words[w];
        for (std::size_t i = 0; i + 1 < symbols.size(); ++i) {
            const Pair pair{symbols[i], symbols[i + 1]};
            const auto at = m_counts.try_emplace(pair, 0).first;
            at->second += sign * count;
            if (at->second == 0) m_counts.erase(at);
            if (sign > 0)
                m_holders[pair].insert(w);
            else
                m_holders[pair].erase(w);
        }
    }

    std::vector<TrainingWord> m_words;
    std::map<Pair, std::int64_t> m_counts;
    std::map<Pair, std::set<std::size_t>> m_holders;
};

std::vector<TrainingWord> distinctWords(const std::vector<std::string>& texts) {
    std::map<std::string, std::int64_t> counts;
    for (const std::string& text : texts)
        forEachGpt2Word(toValidUtf8(text), [&](std::string_view word) { ++counts[std::string(word)]; });
    std::vector<TrainingWord> words;
    for (const auto& [word, count] : counts) {
        TrainingWord entry;
        entry.count = count;
        for (const char byte : word) entry.symbols.push_back(static_cast<unsigned char>(byte));
        words.push_back(std::move(entry));
    }
    return words;
}

}  // namespace

ByteLevelBpe trainByteLevelBpe(const std::vector<std::string>& texts, std::size_t vocabularySize,
                               const std::vector<std::string>& specials) {
    if (specials.empty()) throw Error("a tokenizer needs a special token to end a text with");
    if (vocabularySize < 256 + specials.size())
        throw Error("a byte-level vocabulary cannot have " + std::to_string(vocabularySize) + " tokens",
                    "256 bytes and " + std::to_string(specials.size()) + " special tokens need room");
    ByteLevelBpe tokenizer;
    std::vector<std::string>& tokens = tokenizer.vocabulary;
    std::map<std::string, std::int32_t> ids;
    const auto idOf = [&](const std::string& token) {
        const auto [at, isNew] = ids.emplace(token, static_cast<std::int32_t>(tokens.size()));
        if (isNew) tokens.push_back(token);
        return at->second;
    };
    for (int byte = 0; byte < 256; ++byte) idOf(bytesToCharacters(std::string(1, static_cast<char>(byte))));
    PairCounts counts(distinctWords(texts));
    while (tokens.size() + specials.size() < vocabularySize) {
        const Pair* best = counts.best(tokens);
        if (!best) break;
        const Pair pair = *best;
        const auto& [left, right] = tokenizer.merges.emplace_back(tokens[pair.first], tokens[pair.second]);
        // Should two merges lead to one token, "ab" + "c" and "a" + "bc", it keeps its id.
        counts.merge(pair, idOf(left + right));
    }
    for (const std::string& special : specials)
        if (!ids.emplace(special, 0).second)
            throw Error("the special token \"" + special + "\" is a piece of the texts, or comes twice");
    tokenizer.specials = specials;
    tokens.insert(tokens.end(), specials.begin(), specials.end());
    for (const char* role : {"bos_token", "eos_token", "unk_token", "pad_token"})
        tokenizer.roles[role] = specials.front();
    return tokenizer;
}

}  // namespace attune
