// The arithmetic of attention of single queries, on plain memory.
#pragma once

#include <cstdint>

namespace attune {

/// softmax(scale q k^T) v for M rows of H heads, each with one query of width d.
struct SingleQueryAttention {
    const float* query = nullptr;          ///< (M, H, d), rows `queryStride` apart
    const float* key = nullptr;            ///< (R, H, d, C)
    const float* value = nullptr;          ///< (R, H, C, d)
    const std::int64_t* source = nullptr;  ///< (M) the row of key and value; null for row m itself
    float* out = nullptr;                  ///< (M, H, d)
    std::int64_t queryStride = 0;
    std::int64_t heads = 0, width = 0, capacity = 0;
    std::int64_t length = 0;  ///< of the C places, how many are attended to
    float scale = 1;
};

/// Does the heads `begin` to `end` - 1 of the M * H.
/// @param scores  room for `length` numbers
void attendHeads(const SingleQueryAttention& a, std::int64_t begin, std::int64_t end, float* scores);

}  // namespace attune
