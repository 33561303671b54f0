// Pictures and captions of the demo world as tensors, drawn while training goes on: no picture comes twice.
#pragma once

#include "learn/multitask.h"
#include "scenes/dataset.h"

namespace attune {

class Tokenizer;

/// (N, 3, H, W) float32 in [-1, 1]: mean and deviation 0.5, as the checkpoint's preprocessor_config.json
/// says.
torch::Tensor scenesPixels(const std::vector<ScenesExample>& examples);

/// Class numbers of each patch, background included: shape, colour, size. As MultitaskHeadsOptions takes
/// them.
std::vector<std::int64_t> scenesAttributes();

/// (B, grid * grid) int64 for each attribute.
std::vector<torch::Tensor> scenesLabels(const std::vector<ScenesExample>& examples, std::int64_t grid);

/// Where start and end are one token, as in GPT-2: [end, t1, .., tn] -> [t1, .., tn, end]. @return tokens and
/// labels (N, T) int64, labels -100 at padding
std::pair<torch::Tensor, torch::Tensor> captionTensors(const std::vector<std::vector<std::int64_t>>& captions,
                                                       std::int64_t endToken);

/// The batch of a step: examples step * size .. of the data set of `seed`. Without a tokenizer, pictures and
/// labels only.
MultitaskBatch scenesBatch(std::uint64_t seed, std::int64_t step, std::int64_t size,
                           const ScenesRecipe& recipe, std::int64_t grid, const Tokenizer* tokenizer);

}  // namespace attune
