#include "workbench/history/lineage_layout.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace attune {

namespace {

class Layout {
  public:
    explicit Layout(const std::vector<LineageNode>& nodes) : m_nodes(nodes) {
        for (std::size_t i = 0; i < nodes.size(); ++i) m_index.emplace(nodes[i].id, i);
        m_children.resize(nodes.size());
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            const auto parent = m_index.find(nodes[i].parent);
            if (parent != m_index.end() && parent->second != i) m_children[parent->second].push_back(i);
        }
    }

    std::vector<LineageRow> rows() {
        for (std::size_t i = 0; i < m_nodes.size(); ++i)
            if (!m_index.contains(m_nodes[i].parent) || m_nodes[i].parent == m_nodes[i].id) descend(i);
        for (std::size_t i = 0; i < m_nodes.size(); ++i)
            if (!m_done.contains(i)) descend(i);  // members of a circle
        return std::move(m_rows);
    }

  private:
    struct Step {
        std::size_t node;
        int lane;
        int parentLane;
    };

    /// The child that goes on in its parent's lane: the first captioner, so that later attempts branch off.
    std::size_t heir(std::size_t node) const {
        for (const std::size_t child : m_children[node])
            if (m_nodes[child].captioner == m_nodes[node].captioner) return child;
        return m_nodes.size();
    }

    /// With a stack of its own: a chain of ten thousand rounds is no reason to run out of the program's.
    void descend(std::size_t root) {
        std::vector<Step> todo{{root, 0, -1}};
        while (!todo.empty()) {
            const Step step = todo.back();
            todo.pop_back();
            if (!m_done.insert(step.node).second) continue;
            LineageRow row;
            row.id = m_nodes[step.node].id;
            row.lane = step.lane;
            row.parentLane = step.parentLane;
            for (const Step& later : todo)
                if (later.parentLane >= 0 && later.parentLane != step.lane) row.passing.push_back(later.parentLane);
            std::sort(row.passing.begin(), row.passing.end());
            row.passing.erase(std::unique(row.passing.begin(), row.passing.end()), row.passing.end());
            const std::size_t next = heir(step.node);
            if (next < m_nodes.size() && !m_done.contains(next)) todo.push_back({next, step.lane, step.lane});
            const auto& children = m_children[step.node];
            for (auto child = children.rbegin(); child != children.rend(); ++child)
                if (*child != next && !m_done.contains(*child)) todo.push_back({*child, step.lane + 1, step.lane});
            row.goesOn = !todo.empty() && todo.back().parentLane == step.lane &&
                         m_nodes[todo.back().node].parent == row.id;
            m_rows.push_back(std::move(row));
        }
    }

    const std::vector<LineageNode>& m_nodes;
    std::unordered_map<std::int64_t, std::size_t> m_index;
    std::vector<std::vector<std::size_t>> m_children;
    std::unordered_set<std::size_t> m_done;
    std::vector<LineageRow> m_rows;
};

}  // namespace

std::vector<LineageRow> layoutLineage(const std::vector<LineageNode>& nodes) { return Layout(nodes).rows(); }

}  // namespace attune
