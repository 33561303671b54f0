#include "text/vocabulary.h"

#include <algorithm>

namespace attune {

Vocabulary::Vocabulary(const std::vector<std::pair<std::string, std::int64_t>>& tokens,
                       const std::string& name) {
    m_ids.reserve(tokens.size());
    m_byId.reserve(tokens.size());
    for (const auto& [token, id] : tokens) {
        if (id < 0 || id > INT32_MAX)
            throw Error("the vocabulary in " + name + " is broken",
                        "the token \"" + token + "\" has the id " + std::to_string(id) + ", out of range");
        const auto [at, isNew] = m_ids.emplace(token, id);
        if (!isNew)
            throw Error("the vocabulary in " + name + " is broken",
                        "the token \"" + token + "\" comes twice");
        const auto [holder, isFree] = m_byId.emplace(id, &at->first);
        if (!isFree)
            throw Error(
                "the vocabulary in " + name + " is broken",
                "\"" + *holder->second + "\" and \"" + token + "\" share the id " + std::to_string(id));
        m_endId = std::max(m_endId, id + 1);
    }
}

std::optional<std::int64_t> Vocabulary::idOf(std::string_view token) const {
    const auto at = m_ids.find(token);
    if (at == m_ids.end()) return std::nullopt;
    return at->second;
}

const std::string* Vocabulary::tokenOf(std::int64_t id) const {
    const auto at = m_byId.find(id);
    return at == m_byId.end() ? nullptr : at->second;
}

Vocabulary vocabularyFromJson(const Json& object, const std::string& name) {
    if (!object.is_object())
        throw Error("the vocabulary in " + name + " is broken", "it is not a JSON object");
    std::vector<std::pair<std::string, std::int64_t>> tokens;
    tokens.reserve(object.size());
    for (const auto& [token, id] : object.items()) {
        if (!id.is_number_integer())
            throw Error("the vocabulary in " + name + " is broken",
                        "the id of \"" + token + "\" is not a whole number");
        // An unsigned value above the signed range would wrap around to a valid id.
        const bool fits = !id.is_number_unsigned() || id.get<std::uint64_t>() <= INT32_MAX;
        tokens.emplace_back(token, fits ? id.get<std::int64_t>() : -1);
    }
    return {tokens, name};
}

}  // namespace attune
