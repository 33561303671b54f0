#include "learn/preference_set.h"

#include <cstdio>

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

}  // namespace attune
