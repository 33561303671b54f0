// Looking on while a reward model learns.
#pragma once

#include <torch/torch.h>

#include <functional>

namespace attune {

/// The reward model as it is after some epochs, over all captions of its training set.
struct RewardSnapshot {
    int epoch = 0;                 ///< epochs done
    torch::Tensor representation;  ///< (N, R) what the heads make of image and caption together
    torch::Tensor rating;          ///< (N) float32, the predicted rating, the mean over the ensemble
};

/// Called before the first epoch, at growing intervals (a dozen times in 240 epochs) and behind the last; the last one
/// sees the state that is kept. It must not draw from Torch's random stream.
using RewardProbe = std::function<void(const RewardSnapshot&)>;

}  // namespace attune
