// How much captions repeat themselves. Plain C++ without LibTorch.
#pragma once

#include <cstdint>
#include <vector>

namespace attune {

/// Share of a caption's tokens that are the first of their kind, in [0, 1]; 0 of none.
double distinctShare(const std::vector<std::int64_t>& caption);

/// Share of a caption's token bigrams that it has had before, in [0, 1]; 0 with fewer than two tokens.
double repeatedShare(const std::vector<std::int64_t>& caption);

/// Its mean over captions with two tokens or more.
double repeatedBigrams(const std::vector<std::vector<std::int64_t>>& captions);

}  // namespace attune
