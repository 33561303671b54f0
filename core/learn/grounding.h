// How much captions tell of their pictures, by the word of a captioner that knows of no reward.
#pragma once

#include <torch/torch.h>

#include <functional>

#include "learn/rollout.h"

namespace attune {

/// (N, T) log-probabilities of a rollout's tokens under one captioner, given the pictures whose states the rollout carries.
using TokenLogprobs = std::function<torch::Tensor(const Rollout&)>;

/// The pointwise mutual information of caption and picture: log p(y | x) less the logarithm of the mean of p(y | x') over three
/// other pictures x' of the rollout, token by token. It rises with what is right, and falls with what is made up, which
/// other pictures would make likelier. Only the first mention of a token counts, and what a caption repeats is taken off: said
/// again, a word is likely with its own picture only, and tells nothing new.
/// @param rollout  may show a picture several times; where its `reference` is there, that is not asked for again
/// @return (N) nats, on the CPU; undefined where it shows fewer than four pictures
torch::Tensor grounding(const Rollout& rollout, const TokenLogprobs& logprobs);

}  // namespace attune
