// How true a caption is of its scene: the yardstick of the demo world, which no model ever reads.
//
// A mention of an object states one fact for its shape (weight 1), its colour (1) and its size (1/2), as far
// as it says them; a relation between two mentions is one fact (1/2). A scene of n objects holds 2.5 n + 0.5
// (n - 1) of them. Mentions are assigned to objects one to one so that the sum below is largest.
//
//     right    = weight of the facts that hold of the assigned objects (at most n - 1 relations, each pair
//     once) invented = weight of the facts that do not, all those of mentions without an object included
//     repeated = weight of the facts of mentions that only name an object again
//     slips    = departures from the grammar (see ParsedCaption)
//
//     gold = clamp((right - invented - repeated / 2 - slips / 4) / (2.5 n + 0.5 (n - 1)), 0, 1)
#pragma once

#include <string_view>

#include "scenes/scene.h"

namespace attune {

struct GoldScore {
    double value = 0;  ///< in [0, 1]
    double right = 0;
    double invented = 0;
    double repeated = 0;
    double missing = 0;  ///< weight of the facts of the scene that the caption does not state
    int slips = 0;
};

/// @throws Error if the scene is empty or holds more than kMaxSceneObjects
GoldScore goldScore(const Scene& scene, std::string_view caption);

}  // namespace attune
