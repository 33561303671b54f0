#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include "data/file.h"
#include "data/reward_options.h"
#include "data/statistics.h"
#include "engine/captioner_folder.h"
#include "engine/jobs.h"
#include "engine/projection.h"
#include "engine/reward_backbone.h"
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

/// What repeats showed of a rater, and what is believed of them.
struct RaterNoise {
    std::string rater;
    std::int64_t decided = 0, flipped = 0;
    double mistaken = 0;  ///< share of the rater's comparisons

    Json toJson() const {
        return {{"rater", rater}, {"decided", decided}, {"flipped", flipped}, {"mistaken", mistaken}};
    }
};

/// inputs/raters.jsonl. A few repeats say little: what the options believe counts as kPriorRepeats of them.
std::vector<RaterNoise> readRaters(const RunFolder& folder, double believed) {
    constexpr double kPriorRepeats = 10, kMost = 0.45;
    std::vector<RaterNoise> raters;
    for (const Json& row : folder.inputs("raters")) {
        RaterNoise noise{required<std::string>(row, "rater"), required<std::int64_t>(row, "decided"),
                         required<std::int64_t>(row, "flipped")};
        if (noise.flipped < 0 || noise.decided < noise.flipped)
            throw Error("the repeats of a rater do not add up", dumpJson(row));
        const double disagreement = (static_cast<double>(noise.flipped) + kPriorRepeats * 2 * believed * (1 - believed)) /
                                    (static_cast<double>(noise.decided) + kPriorRepeats);
        noise.mistaken = std::min(flipRate(disagreement), kMost);
        raters.push_back(std::move(noise));
    }
    return raters;
}

double mistakenBy(const std::vector<RaterNoise>& raters, const std::string& rater) {
    const auto found = std::find_if(raters.begin(), raters.end(), [&](const auto& noise) { return noise.rater == rater; });
    return found == raters.end() ? -1 : found->mistaken;
}

void readDecisions(const RunFolder& folder, const InputCaptions& captions, const std::vector<RaterNoise>& raters,
                   RewardData& data) {
    for (const Json& row : folder.inputs("ratings")) {
        const auto value = required<double>(row, "value");
        if (!(value >= 1 && value <= 5)) throw Error("a rating is " + dumpJson(row["value"]), "ratings go from 1 to 5");
        data.ratings.push_back({captions.index(required<std::int64_t>(row, "caption")), value});
    }
    for (const Json& row : folder.inputs("comparisons"))
        data.comparisons.push_back({captions.index(required<std::int64_t>(row, "left")),
                                    captions.index(required<std::int64_t>(row, "right")),
                                    preferenceFrom(required<std::string>(row, "outcome")),
                                    mistakenBy(raters, optional<std::string>(row, "rater", {}))});
}

/// Captions by their ids, which outlast the list that the run was given.
Json toJson(const std::vector<WrongPair>& pairs, const InputCaptions& captions, const std::vector<std::int64_t>& imageIds) {
    Json list = Json::array();
    for (const auto& pair : pairs) {
        const auto preferred = static_cast<std::size_t>(pair.preferred), other = static_cast<std::size_t>(pair.other);
        list.push_back({{"image", imageIds[preferred]},
                        {"preferred", captions.ids[preferred]},
                        {"other", captions.ids[other]},
                        {"by", pair.by}});
    }
    return list;
}

/// Their images, each once.
Json imagesOf(const std::vector<std::int64_t>& rows, const std::vector<std::int64_t>& imageIds) {
    std::set<std::int64_t> images;
    for (const auto row : rows) images.insert(imageIds[static_cast<std::size_t>(row)]);
    return Json(images);
}

/// With the trunk where one was tuned.
void saveReward(const TrainedReward& trained, const RewardBackbone& backbone, const std::filesystem::path& target) {
    writeModelFolder(target, [&](const std::filesystem::path& partial) {
        trained.model.save(partial);
        if (trained.trunk) saveCaptionerFolder(*trained.trunk, backbone.captioner()->folder, partial / kRewardTrunk);
    });
}

}  // namespace

Json runTrainReward(const JobContext& context) {
    const Job& job = context.folder.job();
    const auto options = optionsFromJson<RewardOptions>(job.options);
    const auto images = readImages(context.folder);
    const auto captions = readCaptions(context.folder, images);
    const auto backbone = RewardBackbone::load(context, "captioner");

    RewardData data;
    AskedRows read = backbone.read(captions);
    data.rows = std::move(read.ids);
    data.prompts = std::move(read.prompts);
    const auto raters = options.raterNoise ? readRaters(context.folder, options.labelSmoothing) : std::vector<RaterNoise>{};
    readDecisions(context.folder, captions, raters, data);
    context.observer.phase("look at the images");
    RewardLooks looks = backbone.look(images, captions, context.observer);
    data.features = looks.features;
    context.observer.watchMemoryOf(data.features.device());
    data.imageOfRow = std::move(looks.ofCaption);
    data.pictureOf = std::move(looks.pictureOf);
    data.promptOf = std::move(looks.promptOf);

    context.observer.phase("train the reward model");
    std::vector<std::int64_t> imageIds;
    for (const auto image : captions.images) imageIds.push_back(images.ids[static_cast<std::size_t>(image)]);
    const auto imageOfPoint = torch::tensor(imageIds), captionOfPoint = torch::tensor(captions.ids);
    ProjectionSeries series(context.folder.path(), "reward");
    const auto probe = [&](const RewardSnapshot& now) {
        series.emit(now.representation, {.image = imageOfPoint, .caption = captionOfPoint, .score = now.rating},
                    now.epoch, context.observer);
    };
    const auto state = context.folder.checkpoints() / "state";
    const TrainedReward trained =
        trainReward(backbone.makeFeatures(options, data.features), data, options, job.seed, context.observer, probe, state);
    saveReward(trained, backbone, context.folder.checkpoints() / "reward");

    context.observer.phase("score the captions");
    writeRewardScores(context.folder.outputs() / "reward_scores.jsonl", captions.ids,
                      trained.model.score(data.features, data.imageOfRow, data.asked(), context.observer));
    context.observer.emit("checkpoint", {{"path", "checkpoints/reward"}, {"kind", "reward"}});
    // Several copies of what learnt, of no use to a run that is done.
    std::error_code ignored;
    std::filesystem::remove_all(state, ignored);
    Json report = toJson(trained.report);
    report["wrong_pairs"] = toJson(trained.report.wrongPairs, captions, imageIds);
    report["learnt_images"] = imagesOf(trained.report.learntRows, imageIds);
    report["raters"] = Json::array();
    for (const auto& noise : raters) report["raters"].push_back(noise.toJson());
    return report;
}

}  // namespace attune
