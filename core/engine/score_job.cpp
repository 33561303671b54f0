#include "engine/jobs.h"
#include "engine/reward_on_images.h"
#include "engine/reward_scores_file.h"
#include "learn/label_gains.h"

namespace attune {

namespace {

/// Images that are put in order one after the other: more than anybody rates before the reward is trained again.
constexpr std::int64_t kChosenImages = 256;

std::vector<bool> ratedOf(const RunFolder& folder, const InputCaptions& captions) {
    std::vector<bool> rated(static_cast<std::size_t>(captions.size()), false);
    for (const Json& row : folder.inputs("rated"))
        rated[static_cast<std::size_t>(captions.index(required<std::int64_t>(row, "caption")))] = true;
    return rated;
}

}  // namespace

Json runScore(const JobContext& context) {
    const Job& job = context.folder.job();
    if (!job.options.empty()) throw Error("the job \"score\" takes no options", "job.json has " + dumpJson(job.options));
    const auto images = readImages(context.folder);
    const auto captions = readCaptions(context.folder, images);
    if (captions.size() == 0) throw Error("the job was given no captions");
    const auto backbone = RewardBackbone::load(context, "reward_backbone");
    RewardOnImages reward(modelFolder(context.folder, "reward"), backbone);
    context.observer.phase("look at the images");
    const auto inputs = reward.inputs(images, captions, context.observer);
    const auto scores = reward.model().scoreFeatures(inputs);
    context.observer.phase("find what to rate next");
    const auto gains = labelGains({reward.model().scaling().apply(inputs).columns, scores.deviation, captions.images,
                                   ratedOf(context.folder, captions)},
                                  kChosenImages, context.observer);
    writeRewardScores(context.folder.outputs() / "reward_scores.jsonl", captions.ids, scores, gains);
    return {{"captions", captions.size()}, {"mean", scores.mean.mean().item<double>()}};
}

}  // namespace attune
