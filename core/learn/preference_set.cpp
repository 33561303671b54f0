#include "learn/preference_set.h"

#include <cstddef>
#include <cstdio>
#include <map>

namespace attune {
namespace {

/// FNV-1a over numbers.
class Hash {
  public:
    void add(std::int64_t number) {
        auto bits = static_cast<std::uint64_t>(number);
        for (int i = 0; i < 8; ++i, bits >>= 8) m_value = (m_value ^ (bits & 0xff)) * 0x100000001b3ULL;
    }
    void add(const std::vector<std::int64_t>& numbers) {
        add(static_cast<std::int64_t>(numbers.size()));
        for (const auto number : numbers) add(number);
    }
    std::string text() const {
        char digits[17];
        std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(m_value));
        return digits;
    }

  private:
    std::uint64_t m_value = 0xcbf29ce484222325ULL;
};

}  // namespace

std::string PreferenceSet::hash() const {
    Hash hash;
    hash.add(images);
    for (const auto* rows : {&chosen, &rejected})
        for (const auto& row : *rows) hash.add(row);
    return hash.text();
}

PreferenceSet PreferenceSet::spread(std::int64_t most) const {
    std::map<std::int64_t, std::int64_t> seen;                  // by picture
    std::map<std::int64_t, std::vector<std::size_t>> byTurn;  // pairs that are the first, second, ... of their picture
    for (std::size_t i = 0; i < images.size(); ++i) byTurn[seen[images[i]]++].push_back(i);
    PreferenceSet some;
    for (const auto& [turn, pairs] : byTurn)
        for (const auto i : pairs) {
            if (some.size() == most) return some;
            some.images.push_back(images[i]);
            some.chosen.push_back(chosen[i]);
            if (!rejected.empty()) some.rejected.push_back(rejected[i]);
        }
    return some;
}

}  // namespace attune
