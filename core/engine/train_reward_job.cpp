#include "data/file.h"
#include "data/reward_options.h"
#include "engine/caption_ids.h"
#include "engine/image_features.h"
#include "engine/jobs.h"
#include "engine/projection.h"
#include "engine/prompts.h"
#include "engine/reward_scores_file.h"
#include "learn/reward_trainer.h"

namespace attune {

namespace {

double preferenceFrom(const std::string& outcome) {
    if (outcome == "left") return 1;
    if (outcome == "right") return 0;
    if (outcome == "tie" || outcome == "both_bad") return 0.5;
    throw Error("\"" + outcome + "\" is no outcome of a comparison", "they are left, right, tie and both_bad");
}

void readDecisions(const RunFolder& folder, const InputCaptions& captions, RewardData& data) {
    for (const Json& row : folder.inputs("ratings")) {
        const auto value = required<double>(row, "value");
        if (!(value >= 1 && value <= 5)) throw Error("a rating is " + dumpJson(row["value"]), "ratings go from 1 to 5");
        data.ratings.push_back({captions.index(required<std::int64_t>(row, "caption")), value});
    }
    for (const Json& row : folder.inputs("comparisons"))
        data.comparisons.push_back({captions.index(required<std::int64_t>(row, "left")),
                                    captions.index(required<std::int64_t>(row, "right")),
                                    preferenceFrom(required<std::string>(row, "outcome"))});
}

}  // namespace

Json runTrainReward(const JobContext& context) {
    const Job& job = context.folder.job();
    const auto options = optionsFromJson<RewardOptions>(job.options);
    const auto images = readImages(context.folder);
    const auto captions = readCaptions(context.folder, images);
    const auto backbone = askedCaptioner(context, "captioner");

    RewardData data;
    data.imageOfRow = captions.images;
    data.rows = captionRows(captions, backbone);
    readDecisions(context.folder, captions, data);
    context.observer.phase("look at the images");
    data.features = encodeFiles(images.files, backbone, context.observer);

    context.observer.phase("train the reward model");
    std::vector<std::int64_t> imageIds;
    for (const auto image : captions.images) imageIds.push_back(images.ids[static_cast<std::size_t>(image)]);
    const auto imageOfPoint = torch::tensor(imageIds), captionOfPoint = torch::tensor(captions.ids);
    ProjectionSeries series(context.folder.path(), "reward");
    const auto probe = [&](const RewardSnapshot& now) {
        series.emit(now.representation, {.image = imageOfPoint, .caption = captionOfPoint, .score = now.rating},
                    now.epoch, context.observer);
    };
    const TrainedReward trained = trainReward(backbone.model, data, options, job.seed, context.observer, probe);
    trained.model.save(context.folder.checkpoints() / "reward");

    context.observer.phase("score the captions");
    writeRewardScores(context.folder.outputs() / "reward_scores.jsonl", captions.ids,
                      trained.model.score(data.features, data.imageOfRow, data.rows, context.observer));
    context.observer.emit("checkpoint", {{"path", "checkpoints/reward"}, {"kind", "reward"}});
    return toJson(trained.report);
}

}  // namespace attune
