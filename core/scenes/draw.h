// Scenes as pictures, and as labels of the patches that a vision transformer sees.
#pragma once

#include <vector>

#include "media/image8.h"
#include "scenes/scene.h"

namespace attune {

/// The picture: RGB, kSceneSide x kSceneSide, edges smoothed by 4 x 4 samples a pixel, grain of standard
/// deviation 0.02 (5 grey levels). Integer arithmetic throughout, so that every machine draws the same bytes.
Image8 drawScene(const Scene& scene);

/// The label of a patch that a loss leaves out (PyTorch's usual value).
inline constexpr int kIgnoredLabel = -100;

/// What one patch shows. `shape` and `size` have one class more than there are shapes and sizes, the last
/// being the background; `colour` likewise. An edge patch that is mostly background but not quite has
/// kIgnoredLabel in all three.
struct PatchLabel {
    int shape = kShapes;
    int colour = kColours;
    int size = kSizes;
};

/// Labels of the `grid` x `grid` patches, row by row. A patch belongs to the object that covers most of it if
/// that is at least 30 % of its pixels, to the background below 6 %. @param grid a divisor of kSceneSide
/// @throws Error on another grid
std::vector<PatchLabel> labelPatches(const Scene& scene, int grid = 8);

}  // namespace attune
