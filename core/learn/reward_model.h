// A reward model R(image, caption): an ensemble of heads on features of a frozen captioner.
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "data/json.h"
#include "data/observer.h"
#include "learn/reward_features.h"
#include "learn/reward_heads.h"

namespace attune {

/// Scores of N captions, on the CPU.
struct RewardScores {
    torch::Tensor mean;       ///< (N) float32
    torch::Tensor deviation;  ///< (N) over the ensemble; undefined where the reward has none
};

/// Shifts and scales that turn raw numbers into comparable ones.
struct RewardScaling {
    torch::Tensor featureMean;       ///< (F)
    torch::Tensor featureDeviation;  ///< (F)
    double ratingMean = 3;           ///< heads predict (rating - mean) / deviation
    double ratingDeviation = 1;
    double scoreShift = 0;  ///< score = (prediction - shift) / scale
    double scoreScale = 1;
};

class RewardModel {
  public:
    RewardModel(RewardFeatures features, RewardHeads heads, RewardScaling scaling, Json config);

    /// @param backbone  the captioner that its features were read from
    /// @throws Error if the folder holds no sound reward model, or one that was trained on another captioner
    static RewardModel load(const std::filesystem::path& folder, std::shared_ptr<Captioner> backbone);
    /// Writes config.json (`model_type` "attune-reward") and model.safetensors. @throws Error
    void save(const std::filesystem::path& folder) const;

    /// @param features (B, S, D_v) of the images @param imageOfRow  index into them for each row
    RewardScores score(const torch::Tensor& features, const std::vector<std::int64_t>& imageOfRow,
                       const TokenRows& rows, Observer& observer) const;
    /// The same from features that were computed before. @param raw (N, F)
    RewardScores scoreFeatures(const torch::Tensor& raw) const;
    /// Every head's prediction in rating units. @param raw (N, F) @return (K, N)
    torch::Tensor predictRatings(const torch::Tensor& raw) const;

    const Json& config() const { return m_config; }
    const RewardFeatures& features() const { return m_features; }

  private:
    /// @return (K, N) in the heads' own units
    torch::Tensor predict(const torch::Tensor& raw) const;

    RewardFeatures m_features;
    RewardHeads m_heads;
    RewardScaling m_scaling;
    Json m_config;
};

}  // namespace attune
