#include "engine/reward_on_images.h"

#include <torch/torch.h>

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

RewardOnImages::RewardOnImages(const std::filesystem::path& reward, RewardBackbone backbone)
    : m_backbone(std::move(backbone)), m_model(std::make_shared<RewardModel>(m_backbone.loadReward(reward))) {}

bool RewardOnImages::seesAs(const LoadedCaptioner& policy) const {
    const auto* own = m_backbone.captioner();
    return own && sameTower(*policy.model, *own->model);
}

void RewardOnImages::look(const std::vector<std::filesystem::path>& files, const LoadedCaptioner* policy,
                          const torch::Tensor& policyFeatures, Observer& observer) {
    m_features = policy && policyFeatures.defined() && seesAs(*policy) ? policyFeatures : m_backbone.look(files, observer);
}

RewardInputs RewardOnImages::inputs(const InputImages& images, const InputCaptions& captions, Observer& observer) const {
    const RewardLooks looks = m_backbone.look(images, captions, observer);
    observer.phase("score the captions");
    return m_model->inputs(looks.features, looks.ofCaption, m_backbone.read(captions), observer);
}

RewardScores RewardOnImages::score(const std::vector<std::int64_t>& imageOfRow, const TokenRows& rows,
                                   const LoadedCaptioner& writer, Observer& observer) const {
    return m_model->scoreFeatures(inputs(imageOfRow, rows, writer, observer));
}

RewardInputs RewardOnImages::inputs(const std::vector<std::int64_t>& imageOfRow, const TokenRows& rows,
                                    const LoadedCaptioner& writer, Observer& observer) const {
    return m_model->inputs(m_features, imageOfRow, m_backbone.read(rows, writer), observer);
}

RewardFunction RewardOnImages::function(const LoadedCaptioner& writer, Observer& observer) const {
    return [model = m_model, features = m_features, backbone = m_backbone, writer, &observer](const RewardRequest& request) {
        const auto index = torch::tensor(request.images, torch::TensorOptions().dtype(torch::kInt64))
                               .to(features.device());
        return model->score(features.index_select(0, index), request.imageOfRow, backbone.read(request.rows, writer),
                            observer);
    };
}

}  // namespace attune
