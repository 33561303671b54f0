#include "text/word_piece.h"

#include "text/tokenizer.h"
#include "text/unicode.h"

namespace attune {

WordPieceModel::WordPieceModel(Vocabulary vocabulary, WordPieceOptions options, const std::string& name)
    : m_vocabulary(std::move(vocabulary)), m_options(std::move(options)) {
    // Trying all prefixes of a word is quadratic in its length.
    if (m_options.maxInputCharsPerWord > 1000)
        throw Error("the tokenizer in " + name + " is broken", "it takes words of more than 1000 characters");
    const auto unk = m_vocabulary.idOf(m_options.unkToken);
    if (!unk)
        throw Error("the tokenizer in " + name + " is broken",
                    "its unknown token \"" + m_options.unkToken + "\" is not in the vocabulary");
    m_unkId = *unk;
}

void WordPieceModel::encode(std::string_view piece, std::vector<std::int64_t>& ids) const {
    std::vector<std::size_t> ends;  // of the characters, in bytes
    for (std::size_t at = 0; at < piece.size();) {
        nextCodePoint(piece, at);
        ends.push_back(at);
        if (ends.size() > m_options.maxInputCharsPerWord) {
            ids.push_back(m_unkId);
            return;
        }
    }
    std::vector<std::int64_t> found;
    std::string candidate;
    std::size_t begin = 0;
    for (std::size_t first = 0; first < ends.size();) {
        std::size_t last = ends.size();
        for (; last > first; --last) {
            candidate = first > 0 ? m_options.continuingSubwordPrefix : std::string();
            candidate += piece.substr(begin, ends[last - 1] - begin);
            if (const auto id = m_vocabulary.idOf(candidate)) {
                found.push_back(*id);
                break;
            }
        }
        if (last == first) {
            ids.push_back(m_unkId);
            return;
        }
        begin = ends[last - 1];
        first = last;
    }
    ids.insert(ids.end(), found.begin(), found.end());
}

std::vector<std::string> WordPieceDecoder::decode(std::vector<std::string> tokens) const {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        std::string& token = tokens[i];
        if (i > 0) {
            if (token.starts_with(m_prefix))
                token.erase(0, m_prefix.size());
            else
                token.insert(token.begin(), ' ');
        }
        if (m_cleanup) token = cleanUpTokenizationSpaces(std::move(token));
    }
    return tokens;
}

}  // namespace attune
