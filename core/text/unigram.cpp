#include "text/unigram.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "text/byte_tokens.h"
#include "text/unicode.h"

namespace attune {

namespace {

/// An unknown character is so much less likely than the least likely piece, as in SentencePiece.
constexpr double kUnknownPenalty = 10;

void checkPiece(const ScoredPiece& piece, std::size_t id, const std::string& name) {
    const std::string problem = "the vocabulary in " + name + " is broken";
    if (piece.text.empty()) throw Error(problem, "piece " + std::to_string(id) + " is empty");
    if (piece.text.size() > UnigramModel::kLongestPiece)
        throw Error(problem, "piece " + std::to_string(id) + " has " + std::to_string(piece.text.size()) +
                                 " bytes; the longest allowed is " + std::to_string(UnigramModel::kLongestPiece));
    if (!std::isfinite(piece.score)) throw Error(problem, "the score of piece " + std::to_string(id) + " is not a number");
}

Vocabulary vocabularyOf(const std::vector<ScoredPiece>& pieces, const std::string& name) {
    if (pieces.empty()) throw Error("the vocabulary in " + name + " is broken", "it has no pieces");
    std::vector<std::pair<std::string, std::int64_t>> tokens;
    tokens.reserve(pieces.size());
    for (const ScoredPiece& piece : pieces) {
        checkPiece(piece, tokens.size(), name);
        tokens.emplace_back(piece.text, static_cast<std::int64_t>(tokens.size()));
    }
    return {tokens, name};
}

std::vector<std::pair<std::string_view, std::int32_t>> numbered(const std::vector<ScoredPiece>& pieces) {
    std::vector<std::pair<std::string_view, std::int32_t>> all;
    all.reserve(pieces.size());
    for (const ScoredPiece& piece : pieces) all.emplace_back(piece.text, static_cast<std::int32_t>(all.size()));
    return all;
}

}  // namespace

UnigramModel::UnigramModel(const std::vector<ScoredPiece>& pieces, UnigramOptions options, const std::string& name)
    : m_vocabulary(vocabularyOf(pieces, name)), m_trie(numbered(pieces)), m_byteFallback(options.byteFallback) {
    double least = std::numeric_limits<double>::infinity();
    m_scores.reserve(pieces.size());
    for (const ScoredPiece& piece : pieces) {
        m_scores.push_back(piece.score);
        least = std::min(least, piece.score);
    }
    m_unkScore = least - kUnknownPenalty;
    if (!options.unkId) return;
    if (!m_vocabulary.tokenOf(*options.unkId))
        throw Error("the tokenizer in " + name + " is broken",
                    "its unknown token has the id " + std::to_string(*options.unkId) + ", which the vocabulary does not have");
    m_unk = static_cast<std::int32_t>(*options.unkId);
}

std::vector<UnigramModel::Step> UnigramModel::bestSteps(std::string_view text) const {
    std::vector<Step> best(text.size() + 1);  // by where a piece ends
    for (std::size_t at = 0; at < text.size();) {
        std::size_t next = at;
        nextCodePoint(text, next);
        const double here = best[at].score;
        // Of two ways that are as likely, the one found first stays: that with the longer last piece.
        const auto offer = [&](std::size_t end, double score, std::int32_t id) {
            Step& step = best[end];
            if (!step.reached || here + score > step.score) step = {at, here + score, id, true};
        };
        bool single = false;
        m_trie.forEachPrefix(text.substr(at), [&](std::size_t size, std::int32_t id) {
            offer(at + size, m_scores[static_cast<std::size_t>(id)], id);
            single = single || at + size == next;
        });
        if (!single) offer(next, m_unkScore, m_unk);
        at = next;
    }
    return best;
}

void UnigramModel::addUnknown(std::string_view run, std::vector<std::int64_t>& ids) const {
    // A run of unknown characters may spell a piece that was less likely than they were.
    if (const auto id = m_vocabulary.idOf(run))
        ids.push_back(*id);
    else if (!(m_byteFallback && appendByteTokens(m_vocabulary, run, ids)) && m_unk >= 0)
        ids.push_back(m_unk);
}

void UnigramModel::encode(std::string_view text, std::vector<std::int64_t>& ids) const {
    if (text.empty()) return;
    const std::vector<Step> best = bestSteps(text);
    std::vector<std::size_t> ends;  // of the pieces, the last first
    for (std::size_t end = text.size(); end > 0; end = best[end].begin) ends.push_back(end);
    std::size_t known = 0;  // what lies before it has its ids
    std::for_each(ends.rbegin(), ends.rend(), [&](std::size_t end) {
        const Step& step = best[end];
        if (step.id == m_unk) return;  // unknown pieces that follow each other are one
        if (step.begin > known) addUnknown(text.substr(known, step.begin - known), ids);
        ids.push_back(step.id);
        known = end;
    });
    if (known < text.size()) addUnknown(text.substr(known), ids);
}

std::vector<ScoredPiece> scoredPiecesFromJson(const Json& array, const std::string& name) {
    const std::string problem = "the vocabulary in " + name + " is broken";
    if (!array.is_array()) throw Error(problem, "it is not a list of pieces with scores");
    std::vector<ScoredPiece> pieces;
    pieces.reserve(array.size());
    for (const Json& pair : array) {
        if (!pair.is_array() || pair.size() != 2 || !pair[0].is_string() || !pair[1].is_number())
            throw Error(problem, "number " + std::to_string(pieces.size() + 1) + " is not a piece with a score");
        pieces.push_back({pair[0].get<std::string>(), pair[1].get<double>()});
    }
    return pieces;
}

}  // namespace attune
