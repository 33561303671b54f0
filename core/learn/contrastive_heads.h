// A shared space of images and captions over states that stay as they are: two linear heads that InfoNCE trains on the pairs
// that a project has.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

#include "data/json.h"
#include "data/observer.h"
#include "learn/contrastive_state.h"
#include "learn/space_head.h"

namespace attune {

struct ContrastiveOptions {
    std::int64_t dimensions = 64;
    int epochs = 300;
    int patience = 30;  ///< epochs without a better held-out loss
    std::int64_t batchImages = 256;
    double learningRate = 2e-3;
    double weightDecay = 1e-2;
    double heldOut = 0.2;  ///< share of the images with captions that nothing is learnt from
};

Json toJson(const ContrastiveOptions& options);

/// Fewer images with captions cannot say how well the space finds others.
inline constexpr std::int64_t kLeastContrastiveImages = 20;

/// With fewer that are held out, all of them choose the epoch, and the space is measured on the same ones.
inline constexpr std::int64_t kLeastHalvedImages = 20;

struct ContrastiveSpace {
    SpaceHead visual, text;  ///< what places states in it, others than those learnt from too
    torch::Tensor images;  ///< (B, E) of unit length
    torch::Tensor texts;   ///< (M, E) of unit length
    std::vector<std::int64_t> heldOutImages;  ///< to be measured on, which nothing was learnt from: indices, ascending
    bool apart = false;                       ///< nor did they choose the epoch: the other half of those held out did
    int epochs = 0;
    double heldOutLoss = 0;  ///< nats, of the best epoch
};

/// Each step takes images with one caption each, and asks of each caption which image it belongs to, and the reverse (Radford et
/// al. 2021, figure 3). The best epoch is the one with the lowest loss on held-out images, on half of
/// them where there are enough. On the CPU.
/// @param images (B, D_v), texts (M, D) float32 states @param imageOfText (M) index into `images`
/// @param state  where the progress is kept, and gone on with where it was stopped
/// @throws Error with fewer than kLeastContrastiveImages images that have captions, or if the progress that is kept is damaged or
/// that of another run; Cancelled
ContrastiveSpace trainContrastiveHeads(const torch::Tensor& images, const torch::Tensor& texts,
                                       const std::vector<std::int64_t>& imageOfText, const ContrastiveOptions& options,
                                       std::uint64_t seed, Observer& observer, ContrastiveState state = {});

}  // namespace attune
