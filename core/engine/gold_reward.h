// The true score of the demo world as a reward: the ceiling that a reward model is measured against.
#pragma once

#include "engine/job_inputs.h"
#include "engine/model_cache.h"
#include "learn/rollout.h"

namespace attune {

/// The gold score in [0, 1] of each caption, without deviation. @param images  of the trainer, in its order
/// @throws Error if a picture has no scene
RewardFunction goldReward(const InputImages& images, const LoadedCaptioner& captioner);

}  // namespace attune
