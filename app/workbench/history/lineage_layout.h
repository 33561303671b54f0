// Where the models of a project stand in the drawing of their lineage.
#pragma once

#include <cstdint>
#include <vector>

namespace attune {

struct LineageNode {
    std::int64_t id = 0;
    std::int64_t parent = 0;  ///< 0, or unknown: a root
    bool captioner = true;
};

/// One row of the drawing, from top to bottom. A line of descent keeps its lane, what branches off it goes one to the
/// right, as in the drawing of a version history.
struct LineageRow {
    std::int64_t id = 0;
    int lane = 0;
    int parentLane = -1;            ///< -1: a root
    bool goesOn = false;            ///< children follow below
    std::vector<int> passing;       ///< lanes of lines that go by
};

/// Every node once, parents before children. A captioner's next round keeps the lane, side branches (reward models,
/// other attempts) come before it. Nodes that descend from themselves are shown as roots.
std::vector<LineageRow> layoutLineage(const std::vector<LineageNode>& nodes);

}  // namespace attune
