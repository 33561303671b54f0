#include "engine/reward_on_images.h"

#include <torch/torch.h>

#include "engine/image_features.h"
#include "model/captioner.h"

namespace attune {

bool sameTower(const Captioner& a, const Captioner& b) {
    if (&a == &b) return true;
    const auto mine = a.named_parameters();
    const auto theirs = b.named_parameters();
    for (const auto& item : mine) {
        if (!a.isVision(item.key())) continue;
        const auto* other = theirs.find(item.key());
        if (!other || !torch::equal(item.value(), *other)) return false;
    }
    for (const auto& item : theirs)
        if (b.isVision(item.key()) && !mine.contains(item.key())) return false;
    return true;
}

RewardOnImages::RewardOnImages(const std::filesystem::path& reward, const LoadedCaptioner& backbone)
    : m_backbone(backbone), m_model(std::make_shared<RewardModel>(RewardModel::load(reward, backbone.model))) {}

void RewardOnImages::look(const std::vector<std::filesystem::path>& files, const LoadedCaptioner* policy,
                          const torch::Tensor& policyFeatures, Observer& observer) {
    const bool shared = policy && policyFeatures.defined() && sameTower(*policy->model, *m_backbone.model);
    m_features = shared ? policyFeatures : encodeFiles(files, m_backbone, observer);
}

RewardScores RewardOnImages::score(const std::vector<std::int64_t>& imageOfRow, const TokenRows& rows,
                                   Observer& observer) const {
    return m_model->score(m_features, imageOfRow, rows, observer);
}

RewardFunction RewardOnImages::function(Observer& observer) const {
    return [model = m_model, features = m_features, &observer](const RewardRequest& request) {
        const auto index = torch::tensor(request.images, torch::TensorOptions().dtype(torch::kInt64))
                               .to(features.device());
        return model->score(features.index_select(0, index), request.imageOfRow, request.rows, observer);
    };
}

}  // namespace attune
