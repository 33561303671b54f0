// Captions written token by token: greedy, by sampling or by beam search.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

#include "data/generation_options.h"
#include "data/observer.h"
#include "model/captioner.h"

namespace attune {

struct GeneratedCaption {
    std::vector<std::int64_t> ids;  ///< without start token and padding, with the end token where one came
    /// Of each token, in nats, under the logits divided by the temperature (1 unless sampling), before top-k,
    /// top-p, penalties and prohibitions: what a policy's update reproduces. Empty for beam search.
    std::vector<double> tokenLogprobs;
    double logprob = 0;  ///< sum over the tokens at temperature 1, in nats
    double score = 0;    ///< beam search: sum of processed log-probabilities / (tokens ^ length penalty)
};

/// Writes n captions of each image; those of image b are rows b * n to b * n + n - 1 (beam search: best
/// first). Captions end at an end token, after `maxNewTokens`, or when the captioner has no position left.
///
/// Sampling draws from one random stream per row, made of `seed` and the row's number: a row's caption does
/// not depend on when its neighbours end. Same seed, same features, same machine: same captions.
///
/// @param features  (B, S, D_v) from `encodeImages`, B may be 0
/// @param observer  asked to breathe at each token; may be null
/// @throws Error if the options do not fit together, Cancelled
std::vector<GeneratedCaption> generate(Captioner& captioner, const torch::Tensor& features, std::int64_t n,
                                       const GenerationOptions& options, std::uint64_t seed = 0,
                                       Observer* observer = nullptr);

/// `generate`, with a choice of how many tokens are written before the caller's thread waits for the device to learn which
/// rows have ended. The captions do not depend on it. @param block  1 where options look back at the tokens before
std::vector<GeneratedCaption> generateInBlocks(Captioner& captioner, const torch::Tensor& features, std::int64_t n,
                                               const GenerationOptions& options, std::uint64_t seed,
                                               std::int64_t block, Observer* observer = nullptr);

/// The beam search of `generate`: per image, stopping as the reference does (see beam_search.cpp).
std::vector<GeneratedCaption> beamSearch(Captioner& captioner, const torch::Tensor& features, std::int64_t n,
                                         const GenerationOptions& options, Observer* observer = nullptr);

/// New tokens that options and positions allow.
std::int64_t newTokenLimit(const Captioner& captioner, const GenerationOptions& options);

}  // namespace attune
