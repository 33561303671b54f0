#include "text/piece_trie.h"

#include <algorithm>
#include <queue>

namespace attune {

PieceTrie::PieceTrie(std::vector<std::pair<std::string_view, std::int32_t>> pieces) : m_nodes(1) {
    std::sort(pieces.begin(), pieces.end());
    // Pieces [begin, end) share their first `depth` bytes, which lead to the node.
    struct Range {
        std::uint32_t node = 0;
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
        std::uint32_t depth = 0;
    };
    const auto byteOf = [&](const Range& range, std::uint32_t at) {
        return static_cast<unsigned char>(pieces[at].first[range.depth]);
    };
    std::queue<Range> open;
    if (!pieces.empty()) open.push({0, 0, static_cast<std::uint32_t>(pieces.size()), 0});
    for (; !open.empty(); open.pop()) {
        const Range range = open.front();
        std::uint32_t at = range.begin;
        // The shortest of those that share a beginning comes first.
        if (pieces[at].first.size() == range.depth) m_nodes[range.node].id = pieces[at++].second;
        m_nodes[range.node].children = static_cast<std::uint32_t>(m_nodes.size());
        while (at < range.end) {
            const unsigned char byte = byteOf(range, at);
            std::uint32_t end = at + 1;
            while (end < range.end && byteOf(range, end) == byte) ++end;
            open.push({static_cast<std::uint32_t>(m_nodes.size()), at, end, range.depth + 1});
            ++m_nodes[range.node].count;
            m_nodes.push_back({.byte = byte});
            at = end;
        }
    }
}

std::uint32_t PieceTrie::childOf(std::uint32_t node, unsigned char byte) const {
    const auto first = m_nodes.begin() + m_nodes[node].children;
    const auto last = first + m_nodes[node].count;
    const auto at = std::lower_bound(first, last, byte, [](const Node& child, unsigned char b) { return child.byte < b; });
    return at == last || at->byte != byte ? 0 : static_cast<std::uint32_t>(at - m_nodes.begin());
}

}  // namespace attune
