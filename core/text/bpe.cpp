#include "text/bpe.h"

#include <mutex>
#include <queue>

#include "text/byte_tokens.h"
#include "text/unicode.h"

namespace attune {

namespace {

constexpr std::size_t kCachedWords = std::size_t{1} << 16;
constexpr std::size_t kCachedWordBytes = 64;

std::uint64_t pairKey(std::int64_t left, std::int64_t right) {
    return (static_cast<std::uint64_t>(left) << 32U) | static_cast<std::uint64_t>(right);
}

}  // namespace

struct BpeModel::Cache {
    std::mutex mutex;
    StringMap<std::vector<std::int64_t>> words;
};

BpeModel::BpeModel(Vocabulary vocabulary, const MergeList& merges, BpeOptions options,
                   const std::string& name)
    : m_vocabulary(std::move(vocabulary)), m_options(std::move(options)), m_cache(std::make_unique<Cache>()) {
    if (m_options.unkToken) {
        m_unkId = m_vocabulary.idOf(*m_options.unkToken);
        if (!m_unkId)
            throw Error("the tokenizer in " + name + " is broken",
                        "its unknown token \"" + *m_options.unkToken + "\" is not in the vocabulary");
    }
    m_merges.reserve(merges.size());
    std::uint32_t rank = 0;
    for (const auto& [left, right] : merges) addMerge(rank++, left, right, name);
}

BpeModel::~BpeModel() = default;

void BpeModel::addMerge(std::uint32_t rank, const std::string& left, const std::string& right,
                        const std::string& name) {
    const std::string& prefix = m_options.continuingSubwordPrefix;
    const bool prefixed = !prefix.empty() && right.starts_with(prefix);
    const auto a = m_vocabulary.idOf(left);
    const auto b = m_vocabulary.idOf(right);
    const auto merged = m_vocabulary.idOf(left + (prefixed ? right.substr(prefix.size()) : right));
    if (!a || !b || !merged)
        throw Error("the tokenizer in " + name + " is broken", "merge " + std::to_string(rank + 1) + ", \"" +
                                                                   left + " " + right +
                                                                   "\", is not in the vocabulary");
    m_merges[pairKey(*a, *b)] = {rank, static_cast<std::int32_t>(*merged)};
}

const BpeModel::Merge* BpeModel::mergeOf(std::int64_t left, std::int64_t right) const {
    const auto at = m_merges.find(pairKey(left, right));
    return at == m_merges.end() ? nullptr : &at->second;
}

std::vector<std::int64_t> BpeModel::symbols(std::string_view word) const {
    std::vector<std::int64_t> ids;
    bool afterUnk = false;
    std::string symbol;
    for (std::size_t at = 0; at < word.size();) {
        const std::size_t begin = at;
        nextCodePoint(word, at);
        const std::string_view character = word.substr(begin, at - begin);
        symbol.clear();
        if (begin > 0) symbol += m_options.continuingSubwordPrefix;
        symbol += character;
        if (at == word.size()) symbol += m_options.endOfWordSuffix;
        const auto id = m_vocabulary.idOf(symbol);
        if (id) {
            ids.push_back(*id);
            afterUnk = false;
        } else if (m_options.byteFallback && appendByteTokens(m_vocabulary, symbol, ids)) {
            afterUnk = false;
        } else if (m_unkId) {
            if (!afterUnk || !m_options.fuseUnk) ids.push_back(*m_unkId);
            afterUnk = true;
        }
    }
    return ids;
}

void BpeModel::mergeAll(std::vector<std::int64_t>& ids) const {
    // A linked list of symbols and a queue of candidate merges: lowest rank first, then leftmost. A candidate
    // whose symbols have changed since is recognised by its result.
    struct Candidate {
        Merge merge;
        std::size_t at = 0;
        bool operator<(const Candidate& o) const {
            return merge.rank != o.merge.rank ? merge.rank > o.merge.rank : at > o.at;
        }
    };
    constexpr std::int64_t kGone = -1;
    const std::size_t end = ids.size();
    std::vector<std::size_t> next(end);
    std::vector<std::size_t> previous(end);
    std::priority_queue<Candidate> queue;
    const auto offer = [&](std::size_t at) {
        if (next[at] == end) return;
        if (const Merge* merge = mergeOf(ids[at], ids[next[at]])) queue.push({*merge, at});
    };
    for (std::size_t i = 0; i < end; ++i) {
        next[i] = i + 1;
        previous[i] = i == 0 ? end : i - 1;
    }
    for (std::size_t i = 0; i < end; ++i) offer(i);
    while (!queue.empty()) {
        const Candidate top = queue.top();
        queue.pop();
        const std::size_t at = top.at;
        if (ids[at] == kGone || next[at] == end) continue;
        const Merge* now = mergeOf(ids[at], ids[next[at]]);
        if (!now || now->id != top.merge.id) continue;
        const std::size_t right = next[at];
        ids[at] = top.merge.id;
        ids[right] = kGone;
        next[at] = next[right];
        if (next[at] != end) previous[next[at]] = at;
        if (previous[at] != end) offer(previous[at]);
        offer(at);
    }
    std::erase(ids, kGone);
}

void BpeModel::encode(std::string_view piece, std::vector<std::int64_t>& ids) const {
    if (piece.empty()) return;
    if (m_options.ignoreMerges) {
        if (const auto whole = m_vocabulary.idOf(piece)) {
            ids.push_back(*whole);
            return;
        }
    }
    const bool remember = piece.size() <= kCachedWordBytes;
    if (remember) {
        const std::lock_guard lock(m_cache->mutex);
        const auto known = m_cache->words.find(piece);
        if (known != m_cache->words.end()) {
            ids.insert(ids.end(), known->second.begin(), known->second.end());
            return;
        }
    }
    std::vector<std::int64_t> word = symbols(piece);
    mergeAll(word);
    ids.insert(ids.end(), word.begin(), word.end());
    if (remember) {
        const std::lock_guard lock(m_cache->mutex);
        if (m_cache->words.size() < kCachedWords) m_cache->words.emplace(std::string(piece), std::move(word));
    }
}

}  // namespace attune
