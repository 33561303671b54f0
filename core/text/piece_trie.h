// Finds all pieces of a vocabulary that a text begins with.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace attune {

/// A trie over bytes. The children of a node lie side by side, in the order of their bytes.
class PieceTrie {
  public:
    /// @param pieces  with their ids, in any order; none empty and none twice, which the caller has made sure of
    explicit PieceTrie(std::vector<std::pair<std::string_view, std::int32_t>> pieces);

    /// Calls visit(bytes, id) for each piece that the text begins with, the shortest first.
    template <class Visit>
    void forEachPrefix(std::string_view text, const Visit& visit) const {
        std::uint32_t node = 0;
        for (std::size_t at = 0; at < text.size(); ++at) {
            node = childOf(node, static_cast<unsigned char>(text[at]));
            if (node == 0) return;
            if (m_nodes[node].id >= 0) visit(at + 1, m_nodes[node].id);
        }
    }

  private:
    struct Node {
        std::uint32_t children = 0;  ///< index of the first
        std::int32_t id = -1;        ///< of the piece that ends here, else -1
        std::uint16_t count = 0;     ///< of children
        unsigned char byte = 0;
    };

    /// 0, the root, where there is none.
    std::uint32_t childOf(std::uint32_t node, unsigned char byte) const;

    std::vector<Node> m_nodes;
};

}  // namespace attune
