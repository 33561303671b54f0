// Things dealt in a random order, each once before any comes again.
#pragma once

#include <cstdint>
#include <vector>

#include "data/json.h"
#include "data/rng.h"

namespace attune {

class Deck {
  public:
    explicit Deck(std::int64_t size = 0) : m_size(size) {}

    std::int64_t size() const { return m_size; }
    /// The next `count` indices, or each once where there are fewer. @param rng  moves when the deck is shuffled
    std::vector<std::int64_t> deal(std::int64_t count, Rng& rng, std::uint64_t stream);

    /// {"order", "cursor"}
    Json state() const;
    /// @throws Error if the state is damaged or of a deck of another size
    void setState(const Json& state);

  private:
    std::int64_t m_size;
    std::int64_t m_cursor = 0;
    std::vector<std::int64_t> m_order;  ///< empty before the first deal
};

}  // namespace attune
