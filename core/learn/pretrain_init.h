// Initial weights from which a small vision transformer learns shapes within minutes.
#pragma once

#include <torch/torch.h>

namespace attune {

/// A convolution sees a patch's neighbours from the first step; a transformer must first discover which
/// positions are neighbours, and with a few thousand steps it does not: shapes, which span several patches,
/// stay near chance. So
/// - the last 16 dimensions of the position embeddings become sines and cosines of the row and of the column,
/// in four
///   frequencies each, from which the offset between two patches is a rotation;
/// - in the first two layers, keys read these dimensions and queries read them rotated by one patch, so that
/// head h
///   attends to neighbour h mod 8 (upper left, above, .., lower right).
/// All remain ordinary weights of an ordinary ViT and are trained like the others.
///
/// Does nothing to heads narrower than 16, and nothing at all where the width is below 32.
/// @param encoder  with the parameters of a `vit` checkpoint @param rows,columns of the grid of patches
/// @param heads  attention heads per layer
void seeNeighbours(torch::nn::Module& encoder, std::int64_t rows, std::int64_t columns, std::int64_t heads);

}  // namespace attune
