// What is done to next-token scores before a token is chosen. Each function takes (N, V) and returns (N, V);
// removed tokens become minus infinity. They agree with the reference's logits processors of the same names.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

#include "data/generation_options.h"
#include "model/captioner.h"

namespace attune {

/// Token ids of each row so far, the prompt or the start token included.
using TokenHistory = std::vector<std::vector<std::int64_t>>;

/// Scores of tokens that occurred are divided by the penalty where positive and multiplied where negative
/// (Keskar et al. 2019).
torch::Tensor penalizeRepetition(const torch::Tensor& scores, const TokenHistory& history, double penalty);
/// Removes tokens that would complete a run of n tokens that occurred already.
torch::Tensor forbidRepeatedNgrams(const torch::Tensor& scores, const TokenHistory& history, int n);
/// Removes the end tokens.
torch::Tensor forbidEnd(const torch::Tensor& scores, const std::vector<std::int64_t>& endTokens);

torch::Tensor applyTemperature(const torch::Tensor& scores, double temperature);
/// Keeps the k best, and those equal to the last of them.
torch::Tensor keepTopK(const torch::Tensor& scores, int k);
/// Keeps the smallest set of likeliest tokens with probability p (Holtzman et al. 2019); at least one.
torch::Tensor keepTopP(const torch::Tensor& scores, double p);
/// Keeps tokens at least `p` times as likely as the likeliest.
torch::Tensor keepMinP(const torch::Tensor& scores, double p);
/// Keeps the tokens whose surprise is nearest to the entropy, up to probability `mass` (Meister et al. 2022).
torch::Tensor keepTypicalP(const torch::Tensor& scores, double mass);

/// Penalties and prohibitions, in the reference's order: they shape greedy and beam search as well as
/// sampling.
torch::Tensor constrain(const torch::Tensor& scores, const TokenHistory& history, int newTokens,
                        const GenerationOptions& options, const SpecialTokens& tokens);
/// True if `constrain` can change anything.
bool constrains(const GenerationOptions& options);
/// True if it reads the history.
bool looksBack(const GenerationOptions& options);
/// Temperature, top-k, top-p, in the reference's order: what sampling draws from.
torch::Tensor warp(const torch::Tensor& scores, const GenerationOptions& options);

}  // namespace attune
