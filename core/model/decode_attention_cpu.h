// Attention of single queries on the CPU, written out: at one token per row a chain of tensor operations
// spends most of its time on dispatch, copies and one tiny matrix product per head.
#pragma once

#include <torch/torch.h>

#include <cstdint>

namespace attune {

/// Whether `attendSingleQueries` can do it: float32 on the CPU, one new token, no gradients, no autocast.
bool canAttendSingleQueries(const torch::Tensor& query, const torch::Tensor& key);

/// softmax(scale q k^T) v for one query per row and head.
/// @param query  (M, 1, D), D = H d @param key (R, H, d, C) @param value (R, H, C, d), both contiguous
/// @param source  for each of the M rows its row of key and value; null for row m itself
/// @param length  of the C places the first `length` are attended to
/// @return (M, 1, D)
torch::Tensor attendSingleQueries(const torch::Tensor& query, const torch::Tensor& key,
                                  const torch::Tensor& value, const std::int64_t* source, std::int64_t length,
                                  double scale);

}  // namespace attune
