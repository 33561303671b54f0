#include "learn/deck.h"

#include <numeric>

#include "data/error.h"

namespace attune {

std::vector<std::int64_t> Deck::deal(std::int64_t count, Rng& rng, std::uint64_t stream) {
    std::vector<std::int64_t> dealt;
    while (std::ssize(dealt) < count && std::ssize(dealt) < m_size) {
        if (m_cursor >= std::ssize(m_order)) {
            m_order.resize(static_cast<std::size_t>(m_size));
            std::iota(m_order.begin(), m_order.end(), std::int64_t{0});
            rng.fork(stream).shuffle(m_order);
            rng.next();
            m_cursor = 0;
        }
        dealt.push_back(m_order[static_cast<std::size_t>(m_cursor++)]);
    }
    return dealt;
}

Json Deck::state() const { return {{"order", m_order}, {"cursor", m_cursor}}; }

void Deck::setState(const Json& state) {
    const auto order = required<std::vector<std::int64_t>>(state, "order");
    const auto cursor = required<std::int64_t>(state, "cursor");
    if (!order.empty() && std::ssize(order) != m_size) throw Error("the saved order is of another number of things");
    for (const auto index : order)
        if (index < 0 || index >= m_size) throw Error("the saved order names something that is not there");
    if (cursor < 0 || cursor > std::ssize(order)) throw Error("the saved place in the order is damaged");
    m_order = order;
    m_cursor = cursor;
}

}  // namespace attune
