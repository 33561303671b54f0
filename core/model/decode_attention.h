// Attention of new tokens to what a cache holds.
#pragma once

#include <torch/torch.h>

#include "model/gpt2_cache.h"

namespace attune {

/// Causal attention of the t newest tokens, whose keys and values are already appended (not yet advanced).
/// @param query (M, t, D) @return (M, t, D)
torch::Tensor attendToTokens(const torch::Tensor& query, Gpt2Cache& cache, std::int64_t layer, double scale);

/// Attention to the image of each row. @param query (M, t, D) @return (M, t, D)
torch::Tensor attendToImage(const torch::Tensor& query, Gpt2Cache& cache, std::int64_t layer, double scale);

}  // namespace attune
