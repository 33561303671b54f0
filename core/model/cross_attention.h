// What a captioner looks at while it writes: an ability that some families have beside the Captioner interface.
#pragma once

#include <torch/torch.h>

#include <cstdint>

namespace attune {

/// Maps on another grid over the same picture: each cell's weight goes to those that cover its area, so that sums stay.
/// @param maps (.., h, w) @return (.., rows, columns)
torch::Tensor resampleMaps(const torch::Tensor& maps, std::int64_t rows, std::int64_t columns);

/// Implemented by captioners whose decoder attends to a grid of image patches; ask with
/// `dynamic_cast<CrossAttention*>(&captioner)`.
class CrossAttention {
  public:
    virtual ~CrossAttention() = default;

    /// The decoder's attention to the patches of the image, the mean over layers and heads. What falls on the class
    /// token is left out, so the weights of a step sum to at most 1.
    /// @param tokens (N, T) as `Captioner::decode` takes them: entry t belongs to the step that predicts token t + 1
    /// @param features (B, S, D_v), N a multiple of B
    /// @return (N, T, H, W), H x W the grid of patches, row by row
    virtual torch::Tensor patchAttention(const torch::Tensor& tokens, const torch::Tensor& features) = 0;
};

}  // namespace attune
