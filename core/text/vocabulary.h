// The two-way table of tokens and ids.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "data/json.h"

namespace attune {

/// Lets a table keyed by std::string be asked with a std::string_view.
struct StringHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};
template <class Value>
using StringMap = std::unordered_map<std::string, Value, StringHash, std::equal_to<>>;

/// Ids may have gaps and stay below 2^31, so that a pair of them fits in 64 bits.
class Vocabulary {
  public:
    /// @param name  the file, for messages. @throws Error if an id is out of range or two tokens share one
    Vocabulary(const std::vector<std::pair<std::string, std::int64_t>>& tokens, const std::string& name);
    /// The pointers of m_byId go with the nodes of m_ids when moved, and would not when copied.
    Vocabulary(Vocabulary&&) = default;
    Vocabulary& operator=(Vocabulary&&) = default;
    Vocabulary(const Vocabulary&) = delete;
    Vocabulary& operator=(const Vocabulary&) = delete;

    std::optional<std::int64_t> idOf(std::string_view token) const;
    /// Null for an id that there is not.
    const std::string* tokenOf(std::int64_t id) const;
    /// One more than the largest id.
    std::int64_t endId() const { return m_endId; }

  private:
    StringMap<std::int64_t> m_ids;
    std::unordered_map<std::int64_t, const std::string*> m_byId;
    std::int64_t m_endId = 0;
};

/// Reads {"token": id, ..}. @throws Error
Vocabulary vocabularyFromJson(const Json& object, const std::string& name);

}  // namespace attune
