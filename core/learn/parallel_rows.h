// Rows shared out among threads, for loops whose result does not depend on how they are shared out.
#pragma once

#include <algorithm>
#include <cstdint>
#include <thread>
#include <vector>

namespace attune {

/// Calls `work(from, to)` for consecutive ranges that make up 0 .. rows, each in a thread of its own; `work` must not
/// throw.
template <class Work>
void parallelRows(std::int64_t rows, int threads, const Work& work) {
    const auto count = std::clamp<std::int64_t>(threads, 1, std::max<std::int64_t>(rows, 1));
    std::vector<std::jthread> others;
    for (std::int64_t t = 1; t < count; ++t)
        others.emplace_back([&work, from = rows * t / count, to = rows * (t + 1) / count] { work(from, to); });
    work(0, rows / count);
}

}  // namespace attune
