// How likely a captioner finds captions that are already there.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

#include "data/observer.h"
#include "model/captioner.h"

namespace attune {

/// Log-probabilities in nats of the tokens of each caption, teacher-forced at temperature 1.
/// @param features  (B, S, D_v)
/// @param captions  B * k lists of ids, the k of image b side by side; without start token, with the end
/// token if that
///                  is to be scored
/// @return for each caption one value per token
/// @throws Error if a caption holds an id that is not in the vocabulary or is longer than the positions;
/// Cancelled
std::vector<std::vector<double>> scoreCaptions(Captioner& captioner, const torch::Tensor& features,
                                               const std::vector<std::vector<std::int64_t>>& captions,
                                               Observer* observer = nullptr);

}  // namespace attune
