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

class ImageTextEncoder;

/// Scores of N captions, on the CPU.
struct RewardScores {
    torch::Tensor mean;       ///< (N) float32
    torch::Tensor deviation;  ///< (N) over the ensemble; undefined where the reward has none
    torch::Tensor heads = {};  ///< (K, N) of each head; undefined where the reward has none
};

/// Shifts and scales that turn raw numbers into comparable ones.
struct RewardScaling {
    torch::Tensor featureMean;       ///< (F)
    torch::Tensor featureDeviation;  ///< (F)
    torch::Tensor stateMean;         ///< (D_s) of the image states; undefined where the fusion does not read them
    torch::Tensor stateDeviation;    ///< (D_s)
    double ratingMean = 3;           ///< heads predict (rating - mean) / deviation
    double ratingDeviation = 1;
    double scoreShift = 0;  ///< score = (prediction - shift) / scale
    double scoreScale = 1;

    /// Columns standardised; states, where there are any, shifted by their mean and scaled by their deviation where those are
    /// known.
    RewardInputs apply(const RewardInputs& raw) const;
};

class RewardModel {
  public:
    RewardModel(std::shared_ptr<const RewardFeatures> features, RewardHeads heads, RewardScaling scaling, Json config);

    /// @param backbone  the captioner that its features were read from
    /// @throws Error if the folder holds no sound reward model, or one that was trained on another captioner
    static RewardModel load(const std::filesystem::path& folder, std::shared_ptr<Captioner> backbone);
    /// The same on an encoder.
    static RewardModel load(const std::filesystem::path& folder, std::shared_ptr<ImageTextEncoder> backbone);
    /// Writes config.json (`model_type` "attune-reward") and model.safetensors. @throws Error
    void save(const std::filesystem::path& folder) const;

    /// @param features (B, S, D_v) of the images @param imageOfRow  index into them for each row
    RewardScores score(const torch::Tensor& features, const std::vector<std::int64_t>& imageOfRow,
                       const AskedRows& rows, Observer& observer) const;
    /// What the heads read of these captions, not standardised.
    RewardInputs inputs(const torch::Tensor& features, const std::vector<std::int64_t>& imageOfRow,
                        const AskedRows& rows, Observer& observer) const;
    /// The same from inputs that were computed before, not standardised.
    RewardScores scoreFeatures(const RewardInputs& raw) const;
    /// Every head's prediction in rating units. @return (K, N)
    torch::Tensor predictRatings(const RewardInputs& raw) const;

    const Json& config() const { return m_config; }
    const RewardFeatures& features() const { return *m_features; }
    const RewardHeads& heads() const { return m_heads; }
    const RewardScaling& scaling() const { return m_scaling; }

  private:
    /// @param make  the features, from config.json and the saved tensors
    using FeatureMaker =
        std::function<std::shared_ptr<const RewardFeatures>(const Json&, const std::map<std::string, torch::Tensor>&)>;
    static RewardModel load(const std::filesystem::path& folder, BackboneKind kind, const FeatureMaker& make);
    /// @return (K, N) in the heads' own units
    torch::Tensor predict(const RewardInputs& raw) const;

    std::shared_ptr<const RewardFeatures> m_features;
    RewardHeads m_heads;
    RewardScaling m_scaling;
    Json m_config;
};

}  // namespace attune
