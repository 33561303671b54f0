// A reward model R(image, caption): an ensemble of heads on what a network makes of both.
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "data/json.h"
#include "data/observer.h"
#include "learn/reward_features.h"
#include "learn/reward_heads.h"
#include "model/captioner.h"

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
    torch::Tensor stateMean;         ///< (D_v) of the image states; undefined where the fusion does not read them
    torch::Tensor stateDeviation;    ///< (D_v)
    double ratingMean = 3;           ///< heads predict (rating - mean) / deviation
    double ratingDeviation = 1;
    double scoreShift = 0;  ///< score = (prediction - shift) / scale
    double scoreScale = 1;

    /// Columns standardised; states shifted by their mean and scaled by their deviation where those are known.
    RewardInputs apply(const RewardInputs& raw) const;
};

/// Takes a tensor out of saved ones. @throws Error unless it is there, of float32 and finite
torch::Tensor takeTensor(const std::map<std::string, torch::Tensor>& tensors, const std::string& name);

class RewardModel {
  public:
    RewardModel(std::shared_ptr<const RewardFeatures> features, RewardHeads heads, RewardScaling scaling, Json config);

    /// @param backbone  the captioner that its features were read from
    /// @throws Error if the folder holds no sound reward model, or one that was trained on another captioner
    static RewardModel load(const std::filesystem::path& folder, std::shared_ptr<Captioner> backbone);
    /// The same on another kind of network. @param make  its features, from config.json and the saved tensors
    using FeatureMaker =
        std::function<std::shared_ptr<const RewardFeatures>(const Json&, const std::map<std::string, torch::Tensor>&)>;
    static RewardModel load(const std::filesystem::path& folder, const FeatureMaker& make);
    /// Writes config.json (`model_type` "attune-reward") and model.safetensors. @throws Error
    void save(const std::filesystem::path& folder) const;

    /// @param features (B, S, D_v) of the images @param imageOfRow  index into them for each row
    RewardScores score(const torch::Tensor& features, const std::vector<std::int64_t>& imageOfRow,
                       const TokenRows& rows, Observer& observer) const;
    /// The same from inputs that were computed before, not standardised.
    RewardScores scoreFeatures(const RewardInputs& raw) const;
    /// Every head's prediction in rating units. @return (K, N)
    torch::Tensor predictRatings(const RewardInputs& raw) const;

    const Json& config() const { return m_config; }
    const RewardFeatures& features() const { return *m_features; }
    const RewardHeads& heads() const { return m_heads; }
    const RewardScaling& scaling() const { return m_scaling; }

  private:
    /// @return (K, N) in the heads' own units
    torch::Tensor predict(const RewardInputs& raw) const;

    std::shared_ptr<const RewardFeatures> m_features;
    RewardHeads m_heads;
    RewardScaling m_scaling;
    Json m_config;
};

}  // namespace attune
