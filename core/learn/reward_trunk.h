// Training the captioner's decoder together with the heads that read it.
#pragma once

#include <torch/torch.h>

#include "data/observer.h"
#include "data/reward_options.h"
#include "data/rng.h"
#include "learn/reward_heads.h"
#include "learn/reward_targets.h"

namespace attune {

struct RewardScaling;

/// Share of the judged images that neither heads nor decoder learn from: all heads share one decoder, so a head has no
/// images of its own to be judged on.
inline constexpr double kTrunkHeldOut = 0.2;

/// Goes on from heads that were fitted to the decoder as it was (Kumar et al. 2022, "Fine-tuning can distort pretrained
/// features": heads first, or their random start drags the trunk away). Minibatches of images, AdamW, gradients clipped to
/// norm 1; the vision tower stays. Decoder and heads are left in the state that was best on the images no head drew, which
/// may be the first one.
/// @param trunk  trained in place @param features  reads `trunk` @param scaling  stays as it was fitted
/// @param epochsBefore  steps of the metrics go on behind these @return epochs run @throws Cancelled
int fitRewardTrunk(Captioner& trunk, RewardHeads& heads, const RewardFeatures& features, const RewardScaling& scaling,
                   const RewardData& data, const RewardTargets& targets, const RewardOptions& options, int epochsBefore,
                   Rng& rng, Observer& observer);

}  // namespace attune
