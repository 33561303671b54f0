// How much of what a reward model gets right comes from the image, from the text and from where the captioner looked.
#pragma once

#include <torch/torch.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "learn/reward_model.h"

namespace attune {

/// Shapley values (Shapley 1953; Lundberg and Lee 2017) of a measure: what each modality adds, averaged over all orders in
/// which they can be added. They sum to the measure of the whole, since a reward that sees nothing says the same of all
/// and measures 0.
///
/// Without the image, a caption is read beside another caption's image: what its words, the decoder's states and the
/// attention know of the image goes with it. Without text, attention or prompt, their columns are at their mean.
/// @param own, swapped  the same captions beside their own and beside another image
/// @param measure  of what is predicted from such inputs; 0 of equal predictions
/// @return "image", "text" and, where there are such columns, "attention" and "prompt", in this order
std::vector<std::pair<std::string, double>> rewardContributions(
    const RewardModel& model, const RewardInputs& own, const RewardInputs& swapped,
    const std::function<double(const RewardInputs&)>& measure);

}  // namespace attune
