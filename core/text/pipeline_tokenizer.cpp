#include "text/pipeline_tokenizer.h"

#include <algorithm>
#include <array>

#include "data/error.h"
#include "text/replace.h"
#include "text/unicode.h"

namespace attune {

PipelineTokenizer::PipelineTokenizer(TokenizerParts parts, TokenizerTraits traits)
    : m_parts(std::move(parts)), m_traits(std::move(traits)) {
    std::sort(m_traits.addedTokens.begin(), m_traits.addedTokens.end(),
              [](const AddedToken& a, const AddedToken& b) { return a.id < b.id; });
    m_endId = m_parts.model->endId();
    indexAddedTokens();
    for (const auto& [role, token] : m_traits.roles)
        if (const auto id = idOf(token)) m_roleIds[role] = *id;
}

void PipelineTokenizer::indexAddedTokens() {
    for (const AddedToken& token : m_traits.addedTokens) {
        if (token.id < 0 || token.id > INT32_MAX)
            throw Error("the added token \"" + token.content + "\" has the id " + std::to_string(token.id),
                        "that is out of range");
        const auto inModel = m_parts.model->idOf(token.content);
        const std::string* holder = m_parts.model->tokenOf(token.id);
        if ((inModel && *inModel != token.id) || (holder && *holder != token.content))
            throw Error("the added token \"" + token.content + "\" with the id " + std::to_string(token.id) +
                        " contradicts the vocabulary");
        if (!m_addedById.emplace(token.id, &token).second ||
            !m_addedByContent.emplace(token.content, &token).second)
            throw Error("the added token \"" + token.content + "\" or its id " + std::to_string(token.id) +
                        " comes twice");
        const bool rewritten = token.normalized && m_parts.normalizer;
        if (rewritten)
            m_normalizedFinder.add(token, m_parts.normalizer->normalize(token.content));
        else if (token.normalized)
            m_normalizedFinder.add(token, token.content);
        else
            m_rawFinder.add(token, token.content);
        m_endId = std::max(m_endId, token.id + 1);
    }
}

void PipelineTokenizer::encodeWords(std::string_view text, bool atStart, std::vector<std::int64_t>& ids) const {
    if (!m_parts.preTokenizer) {
        m_parts.model->encode(text, ids);
        return;
    }
    for (const std::string& word : m_parts.preTokenizer->split({std::string(text)}, atStart))
        m_parts.model->encode(word, ids);
}

void PipelineTokenizer::encodeText(std::string_view text, bool atStart, std::vector<std::int64_t>& ids) const {
    std::string normalized;
    if (m_parts.normalizer) {
        normalized = m_parts.normalizer->normalize(std::string(text));
        text = normalized;
    }
    for (const TextPart& part : m_normalizedFinder.split(text)) {
        if (part.token)
            ids.push_back(part.token->id);
        else
            encodeWords(part.text, atStart && part.text.data() == text.data(), ids);
    }
}

std::vector<std::int64_t> PipelineTokenizer::encode(std::string_view text, bool addSpecialTokens) const {
    const std::string valid = toValidUtf8(text);
    std::vector<std::int64_t> ids;
    for (const TextPart& part : m_rawFinder.split(valid)) {
        if (part.token)
            ids.push_back(part.token->id);
        else
            encodeText(part.text, part.text.data() == valid.data(), ids);
    }
    if (addSpecialTokens && m_parts.postProcessor) return m_parts.postProcessor->process(std::move(ids));
    return ids;
}

std::string PipelineTokenizer::decode(const std::vector<std::int64_t>& ids, bool skipSpecial) const {
    std::vector<std::string> tokens;
    tokens.reserve(ids.size());
    for (const std::int64_t id : ids) {
        const auto added = m_addedById.find(id);
        if (added != m_addedById.end()) {
            if (!(skipSpecial && added->second->special)) tokens.push_back(added->second->content);
        } else if (const std::string* token = m_parts.model->tokenOf(id)) {
            tokens.push_back(*token);
        }
    }
    std::string text;
    if (m_parts.decoder) {
        for (const std::string& piece : m_parts.decoder->decode(std::move(tokens))) text += piece;
    } else {
        for (const std::string& token : tokens) text += (text.empty() ? "" : " ") + token;
    }
    text = toValidUtf8(text);
    return m_traits.cleanUpTokenizationSpaces ? attune::cleanUpTokenizationSpaces(std::move(text)) : text;
}

std::string PipelineTokenizer::tokenOf(std::int64_t id) const {
    const auto added = m_addedById.find(id);
    if (added != m_addedById.end()) return added->second->content;
    if (const std::string* token = m_parts.model->tokenOf(id)) return *token;
    throw Error("the vocabulary has no token with the id " + std::to_string(id),
                "its ids go from 0 to " + std::to_string(m_endId - 1));
}

std::optional<std::int64_t> PipelineTokenizer::idOf(std::string_view token) const {
    const auto added = m_addedByContent.find(token);
    return added == m_addedByContent.end() ? m_parts.model->idOf(token) : added->second->id;
}

std::optional<std::int64_t> PipelineTokenizer::roleId(std::string_view role) const {
    const auto at = m_roleIds.find(role);
    if (at == m_roleIds.end()) return std::nullopt;
    return at->second;
}

std::string cleanUpTokenizationSpaces(std::string text) {
    struct Rule {
        std::string_view from;
        std::string_view to;
    };
    // The order matters: " ' " goes before the contractions.
    static constexpr std::array<Rule, 10> rules{{{" .", "."},
                                                 {" ?", "?"},
                                                 {" !", "!"},
                                                 {" ,", ","},
                                                 {" ' ", "'"},
                                                 {" n't", "n't"},
                                                 {" 'm", "'m"},
                                                 {" 's", "'s"},
                                                 {" 've", "'ve"},
                                                 {" 're", "'re"}}};
    for (const auto& [from, to] : rules) text = replaceAll(text, from, to);
    return text;
}

}  // namespace attune
