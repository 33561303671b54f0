#include "untrained_reward.h"

#include <memory>

#include "data/rng.h"
#include "learn/captioner_features.h"
#include "learn/reward_model.h"

namespace attune::bench {

RewardFunction untrainedReward(const Captioner& captioner, const torch::Tensor& features) {
    // A copy: the policy changes from round to round, and a reward does not.
    const auto backbone = captioner.copy();
    backbone->eval();
    const auto columns = std::make_shared<const CaptionerFeatures>(backbone, "all", false, captioner.meanImage(features));
    Rng rng(1);
    const RewardHeadsShape shape{.blocks = columns->blocks(), .stateSize = columns->stateSize()};
    RewardScaling scaling;
    scaling.featureMean = torch::zeros({columns->size()});
    scaling.featureDeviation = torch::ones({columns->size()});
    const auto model = std::make_shared<const RewardModel>(columns, RewardHeads(shape, rng), scaling, Json::object());
    return [model](const RewardRequest& request) {
        Observer silent;
        return model->score(request.features, request.imageOfRow, request.rows, silent);
    };
}

}  // namespace attune::bench
