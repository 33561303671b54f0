#include "engine/input_blocks.h"
#include "engine/jobs.h"
#include "engine/reward_on_images.h"
#include "engine/reward_scores_file.h"
#include "learn/block_scores.h"
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
    BlockScores read(reward.model());
    const InputBlocks blocks = inputBlocks(images, captions);
    for (const InputBlock& block : blocks.blocks) {
        if (block.captions.size() == 0) continue;
        BlockObserver observer(context.observer, block.begin, images.size());
        observer.phase("look at the images");
        read.add(reward.inputs(block.images, block.captions, observer));
    }
    const auto order = torch::tensor(blocks.places, torch::kInt64);
    const auto scores = read.scores(order);
    context.observer.phase("find what to rate next");
    RewardInputs raw;
    raw.columns = read.columns(order);
    const auto gains = labelGains({reward.model().scaling().apply(raw).columns, scores.deviation, captions.images,
                                   ratedOf(context.folder, captions)},
                                  kChosenImages, context.observer);
    writeRewardScores(context.folder.outputs() / "reward_scores.jsonl", captions.ids, scores, gains);
    return {{"captions", captions.size()}, {"mean", scores.mean.mean().item<double>()}};
}

}  // namespace attune
