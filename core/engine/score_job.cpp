#include "engine/caption_ids.h"
#include "engine/jobs.h"
#include "engine/prompts.h"
#include "engine/reward_on_images.h"
#include "engine/reward_scores_file.h"

namespace attune {

Json runScore(const JobContext& context) {
    const Job& job = context.folder.job();
    if (!job.options.empty()) throw Error("the job \"score\" takes no options", "job.json has " + dumpJson(job.options));
    const auto images = readImages(context.folder);
    const auto captions = readCaptions(context.folder, images);
    if (captions.size() == 0) throw Error("the job was given no captions");
    const auto backbone = askedCaptioner(context, "reward_backbone");
    RewardOnImages reward(modelFolder(context.folder, "reward"), backbone);
    context.observer.phase("look at the images");
    reward.look(images.files, nullptr, {}, context.observer);
    context.observer.phase("score the captions");
    const auto scores = reward.score(captions.images, captionRows(captions, backbone), context.observer);
    writeRewardScores(context.folder.outputs() / "reward_scores.jsonl", captions.ids, scores);
    return {{"captions", captions.size()}, {"mean", scores.mean.mean().item<double>()}};
}

}  // namespace attune
