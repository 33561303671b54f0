// One round's captions, with all that is known of them before the update.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <functional>
#include <vector>

#include "data/observer.h"
#include "data/policy_options.h"
#include "learn/ppo_math.h"
#include "learn/reward_model.h"
#include "learn/rows.h"

namespace attune {

/// The images of a run. Their tower is frozen, so that policy, reference, critic and reward share the states.
struct ImageSet {
    std::int64_t count = 0;
    /// States of these images, (B, S, D_v), on the policy's device.
    std::function<torch::Tensor(const std::vector<std::int64_t>& images)> features;
};

/// Images whose states are all in memory. @param features (count, S, D_v)
ImageSet imageSet(torch::Tensor features);

/// What a reward is asked: row r shows images[imageOfRow[r]], whose states are features[imageOfRow[r]].
struct RewardRequest {
    const std::vector<std::int64_t>& images;
    const torch::Tensor& features;
    const std::vector<std::int64_t>& imageOfRow;
    const TokenRows& rows;
};

/// A reward: a trained model, a formula, a service. Deterministic, or resume is not exact.
using RewardFunction = std::function<RewardScores(const RewardRequest&)>;

/// B images, k captions of each side by side, N = B k rows of up to T tokens.
struct Rollout {
    std::vector<std::int64_t> images;
    torch::Tensor features;  ///< (B, S, D_v)
    std::int64_t captionsPerImage = 1;
    TokenRows rows;
    std::vector<std::int64_t> imageOfRow;  ///< index into `images`
    PackedRows packed;
    ResponseMasks masks;
    torch::Tensor logprobs;   ///< (N, T) under the policy that sampled, at its temperature
    torch::Tensor hidden;     ///< (N, T, D) decoder states in front of each token
    torch::Tensor reference;  ///< (N, T) log-probabilities under the reference
    RewardScores reward;      ///< as the reward function gave it
    torch::Tensor scores;     ///< (N) what the policy is taught: bounded, normalised, penalised
    torch::Tensor greedyScores;  ///< (B) the same of each image's greedy caption; undefined unless asked for

    std::int64_t size() const { return static_cast<std::int64_t>(rows.size()); }
};

/// Whether the networks multiply in bfloat16 there. @throws Error on an unknown precision
bool multipliesInBfloat16(const PolicyOptions& options, torch::Device device);

/// Samples captions of the images. Same weights, images, seed: same captions. @throws Error, Cancelled
Rollout sampleRollout(Captioner& policy, const ImageSet& set, std::vector<std::int64_t> images,
                      const PolicyOptions& options, std::uint64_t seed, Observer& observer);

/// The policy's greedy caption of each image of a rollout. @throws Error, Cancelled
TokenRows greedyRows(Captioner& policy, const Rollout& rollout, const PolicyOptions& options, Observer& observer);

/// Captions that are there already, as a rollout without scores: equally many of each image, side by side.
/// @throws Error if they do not fit the captioner
Rollout givenRollout(const Captioner& policy, const ImageSet& set, std::vector<std::int64_t> images, TokenRows rows,
                     const PolicyOptions& options);

/// What a captioner says of given captions, teacher-forced, in chunks.
struct TeacherForced {
    torch::Tensor logprobs;  ///< (N, T) 0 at padding
    torch::Tensor hidden;    ///< (N, T, D) undefined unless asked for
};

/// Without gradients. @param withStates  fill hidden as well @throws Cancelled
TeacherForced teacherForce(Captioner& captioner, const Rollout& rollout, const PolicyOptions& options, bool withStates,
                           Observer& observer);

}  // namespace attune
