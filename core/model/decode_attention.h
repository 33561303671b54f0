// Attention of new tokens to what a cache holds.
#pragma once

#include <torch/torch.h>

#include "model/decoder_cache.h"

namespace attune {

/// Causal attention of the t newest tokens, whose keys and values are already appended (not yet advanced).
/// @param query (M, t, D) @return (M, t, D)
torch::Tensor attendToTokens(const torch::Tensor& query, DecoderCache& cache, std::int64_t layer, double scale);

/// Attention to the image of each row. @param query (M, t, D) @return (M, t, D)
torch::Tensor attendToImage(const torch::Tensor& query, DecoderCache& cache, std::int64_t layer, double scale);

/// One softmax over the states of a row's image and its own tokens, as GIT attends.
/// @param query (N, T, D), rows grouped by image
/// @param imageKey (B * H, d, S) @param imageValue (B * H, S, d) @param tokenKey (N * H, d, L) @param tokenValue (N * H, L, d)
/// @param bias  added to the scores of tokens; broadcasts to (N * H, T, L); undefined for none
/// @param weights  receives what of the attention falls on the image (N, T, S), the mean over heads, unless null
/// @return (N, T, D)
torch::Tensor attendToImageAndTokens(const torch::Tensor& query, const torch::Tensor& imageKey,
                                     const torch::Tensor& imageValue, const torch::Tensor& tokenKey,
                                     const torch::Tensor& tokenValue, std::int64_t heads, double scale,
                                     const torch::Tensor& bias = {}, torch::Tensor* weights = nullptr);
/// The same of the t newest tokens, whose keys and values are already appended (not yet advanced).
/// @param query (M, t, D) @return (M, t, D)
torch::Tensor attendToImageAndTokens(const torch::Tensor& query, DecoderCache& cache, std::int64_t layer, double scale);

}  // namespace attune
