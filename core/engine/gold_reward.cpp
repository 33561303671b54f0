#include "engine/gold_reward.h"

#include <torch/torch.h>

#include "engine/caption_ids.h"
#include "scenes/gold_score.h"

namespace attune {

RewardFunction goldReward(const InputImages& images, const LoadedCaptioner& captioner) {
    std::vector<Scene> scenes;
    for (const Json& scene : images.scenes) {
        if (scene.is_null())
            throw Error("there is no true score to optimise for", "only images of the demo world have one",
                        "train a reward model from ratings, and leave reward_source at \"model\"");
        scenes.push_back(sceneFromJson(scene));
    }
    return [scenes = std::move(scenes), captioner](const RewardRequest& request) {
        auto scores = torch::empty({static_cast<std::int64_t>(request.rows.size())});
        auto* score = scores.data_ptr<float>();
        for (std::size_t r = 0; r < request.rows.size(); ++r) {
            const auto image = request.images[static_cast<std::size_t>(request.imageOfRow[r])];
            const auto text = captionText(request.rows[r], captioner);
            score[r] = static_cast<float>(goldScore(scenes[static_cast<std::size_t>(image)], text).value);
        }
        return RewardScores{scores, {}};
    };
}

}  // namespace attune
