// How well a shared space finds the captions of an image, and the image of a caption.
#pragma once

#include <torch/torch.h>

#include <array>
#include <cstdint>
#include <vector>

#include "data/observer.h"

namespace attune {

/// The ranks at which recall is measured.
inline constexpr std::array<std::int64_t, 3> kRecallRanks{1, 5, 10};

/// Share of the queries that find what belongs to them among the first 1, 5 and 10.
struct RetrievalRecall {
    std::int64_t images = 0;  ///< that have captions: all are searched, these ask
    std::int64_t texts = 0;
    std::array<double, kRecallRanks.size()> textToImage{};  ///< a caption finds its image
    std::array<double, kRecallRanks.size()> imageToText{};  ///< an image finds one of its captions (Karpathy and Fei-Fei 2015)
};

/// By inner products. Equals are in any order: a query whose own is among them counts by its chance to come first, so
/// that a space in which all is the same place measures no better than chance.
/// @param images (B, E) @param texts (M, E) @param imageOfText  index into `images` @throws Error, Cancelled
RetrievalRecall retrievalRecall(const torch::Tensor& images, const torch::Tensor& texts,
                                const std::vector<std::int64_t>& imageOfText, Observer& observer);

}  // namespace attune
