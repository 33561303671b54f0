// outputs/reward_scores.jsonl: what a reward model says of captions.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "learn/reward_model.h"

namespace attune {

/// Rows {"caption", "mean", "deviation", "gain"?}. @param captions  ids, one for each score @param gains  (N) of labelGains,
/// or undefined @throws Error
void writeRewardScores(const std::filesystem::path& path, const std::vector<std::int64_t>& captions,
                       const RewardScores& scores, const torch::Tensor& gains = {});

}  // namespace attune
