#include "doctest_torch.h"

#include <algorithm>
#include <cmath>
#include <fstream>

#include "data/error.h"
#include "data/file.h"
#include "learn/ppo_math.h"
#include "learn/reward_fit.h"
#include "learn/reward_halves.h"
#include "learn/reward_trainer.h"
#include "model/generation.h"
#include "temporary_folder.h"
#include "tiny_captioner.h"

using namespace attune;
using namespace attune::test;

namespace {

constexpr std::int64_t kCaptions = 5;

/// Images with sampled captions. `truth` is the score that the ratings follow.
struct World {
    std::shared_ptr<VisionEncoderDecoder> captioner = tinyCaptioner();
    RewardData data;
    std::vector<double> truth;
};

enum class Judge { Length, Fit };

/// How much likelier the captioner finds each caption beside its own image than beside the next one.
std::vector<double> imageFit(World& world) {
    const torch::NoGradGuard noGrad;
    const auto packed = packRows(world.data.rows, *world.captioner);
    const auto fit = [&](std::int64_t shift) {
        auto images = world.data.imageOfRow;
        for (auto& image : images) image = (image + shift) % world.data.features.size(0);
        const auto out = world.captioner->decode(packed.inputs(), featuresForRows(world.data.features, images));
        return (tokenLogprobs(out.logits, packed.targets()) * packed.mask).sum(1);
    };
    const auto gain = (fit(0) - fit(1)).to(torch::kFloat64).contiguous();
    return {gain.data_ptr<double>(), gain.data_ptr<double>() + gain.numel()};
}

World makeWorld(Judge judge, int images = 40) {
    World world;
    world.data.features = tinyFeatures(*world.captioner, images);
    GenerationOptions sampling;
    sampling.maxNewTokens = 8;
    if (judge == Judge::Fit) sampling.temperature = 0.4;  // captions that depend on their image
    for (auto& caption : generate(*world.captioner, world.data.features, kCaptions, sampling, 11)) {
        world.data.imageOfRow.push_back(static_cast<std::int64_t>(world.data.rows.size()) / kCaptions);
        world.truth.push_back(static_cast<double>(caption.ids.size()));
        world.data.rows.push_back(std::move(caption.ids));
    }
    if (judge == Judge::Fit) world.truth = imageFit(world);
    for (std::size_t row = 0; row < world.truth.size(); ++row)
        world.data.ratings.push_back({static_cast<std::int64_t>(row), world.truth[row]});
    return world;
}

Observer silent;

}  // namespace

TEST_CASE("ranks, pairs and bins are counted right") {
    CHECK(rankCorrelation({1, 2, 3, 4}, {10, 20, 30, 40}) == doctest::Approx(1));
    CHECK(rankCorrelation({1, 2, 3, 4}, {4, 3, 2, 1}) == doctest::Approx(-1));
    CHECK(rankCorrelation({1, 1, 2}, {1, 1, 2}) == doctest::Approx(1));
    CHECK(rankCorrelation({1, 1, 1}, {1, 2, 3}) == 0);
    CHECK(std::isnan(measuredRankCorrelation({1, 1, 1}, {1, 2, 3})));
    CHECK(std::isnan(measuredRankCorrelation({1, 2, 3}, {2, 2, 2})));
    CHECK(std::isnan(measuredRankCorrelation({1}, {2})));
    CHECK(measuredRankCorrelation({1, 2, 3, 4}, {2, 1, 1, 2}) == 0);
    const auto bins = calibration({1, 2, 3, 4}, {1, 3, 2, 4}, 2);
    REQUIRE(bins.size() == 2);
    CHECK(bins[0].given == doctest::Approx(2));
    CHECK(bins[1].predicted == doctest::Approx(3.5));
}

TEST_CASE("how well a caption fits its image is learnt") {
    auto world = makeWorld(Judge::Fit, 80);
    const auto trained = trainReward(world.captioner, world.data, {}, 1, silent);
    CHECK(trained.report.spearman > 0.45);
    CHECK(trained.report.pairs.value > 0.6);
    CHECK(trained.report.readsImage);
    // An image that every head drew has no prediction to report: 0.632^8 of them, one in forty.
    const auto ratings = static_cast<double>(world.truth.size());
    CHECK(static_cast<double>(trained.report.heldOut) > 0.9 * ratings);
    CHECK(static_cast<double>(trained.report.heldOut) <= ratings);
    // Each rating reported is that of the row it names.
    REQUIRE(trained.report.rows.size() == trained.report.given.size());
    std::vector<std::pair<std::int64_t, double>> judged;
    for (const auto& rating : world.data.ratings) judged.emplace_back(rating.row, rating.value);
    for (std::size_t i = 0; i < trained.report.rows.size(); ++i)
        CHECK(std::find(judged.begin(), judged.end(), std::pair(trained.report.rows[i], trained.report.given[i])) !=
              judged.end());
}

TEST_CASE("a reward trained on length alone is named as one that ignores the picture") {
    auto world = makeWorld(Judge::Length);
    const auto trained = trainReward(world.captioner, world.data, {}, 1, silent);
    CHECK(trained.report.spearman > 0.8);
    CHECK_FALSE(trained.report.readsImage);
}

TEST_CASE("comparisons alone teach the order") {
    auto world = makeWorld(Judge::Length);
    world.data.ratings.clear();
    for (std::int64_t row = 0; row + 1 < static_cast<std::int64_t>(world.truth.size()); row += 1) {
        if (row % kCaptions == kCaptions - 1) continue;
        const double gap = world.truth[static_cast<std::size_t>(row)] - world.truth[static_cast<std::size_t>(row) + 1];
        world.data.comparisons.push_back({row, row + 1, gap > 0 ? 1.0 : gap < 0 ? 0.0 : 0.5});
    }
    const auto trained = trainReward(world.captioner, world.data, {}, 1, silent);
    CHECK(trained.report.pairs.value > 0.85);
    // No rating was held out: an error of 0 would be the best there can be.
    CHECK(trained.report.heldOut == 0);
    const Json json = toJson(trained.report);
    CHECK(json["mean_absolute_error"].is_null());
    CHECK(json["pair_accuracy"].get<double>() == trained.report.pairs.value);
}

TEST_CASE("the comparisons that a model orders the other way round are named, worst first") {
    auto world = makeWorld(Judge::Length);
    world.data.ratings.clear();
    int decided = 0;
    std::vector<std::pair<std::int64_t, std::int64_t>> stated;  // preferred, other
    for (std::int64_t row = 0; row + 1 < static_cast<std::int64_t>(world.truth.size()); ++row) {
        if (row % kCaptions == kCaptions - 1) continue;
        double gap = world.truth[static_cast<std::size_t>(row)] - world.truth[static_cast<std::size_t>(row) + 1];
        if (gap != 0 && ++decided % 10 == 0) gap = -gap;  // what no model of the others can get right
        world.data.comparisons.push_back({row, row + 1, gap > 0 ? 1.0 : gap < 0 ? 0.0 : 0.5});
        if (gap != 0) stated.emplace_back(gap > 0 ? row : row + 1, gap > 0 ? row + 1 : row);
    }
    const auto report = trainReward(world.captioner, world.data, {}, 1, silent).report;
    REQUIRE_FALSE(report.wrongPairs.empty());
    const auto wrong = std::lround((1 - report.pairs.value) * static_cast<double>(report.pairs.pairs));
    CHECK(static_cast<long>(report.wrongPairs.size()) == std::min(wrong, 50L));
    for (std::size_t i = 0; i < report.wrongPairs.size(); ++i) {
        const auto& pair = report.wrongPairs[i];
        CHECK(std::find(stated.begin(), stated.end(), std::pair(pair.preferred, pair.other)) != stated.end());
        CHECK(pair.by > 0);
        CHECK(pair.by <= report.wrongPairs[i > 0 ? i - 1 : 0].by);
    }
}

TEST_CASE("same seed same bytes; scores survive the disk") {
    auto world = makeWorld(Judge::Fit, 12);
    const TemporaryFolder a, b;
    const auto first = trainReward(world.captioner, world.data, {}, 7, silent);
    first.model.save(a.path());
    trainReward(world.captioner, world.data, {}, 7, silent).model.save(b.path());
    CHECK(readFile(a.path() / "model.safetensors") == readFile(b.path() / "model.safetensors"));
    CHECK(readFile(a.path() / "config.json") == readFile(b.path() / "config.json"));

    const auto loaded = RewardModel::load(a.path(), world.captioner);
    const auto& d = world.data;
    const auto before = first.model.score(d.features, d.imageOfRow, d.rows, silent);
    const auto after = loaded.score(d.features, d.imageOfRow, d.rows, silent);
    CHECK(torch::equal(before.mean, after.mean));
    CHECK(torch::equal(before.deviation, after.deviation));
    CHECK(std::abs(before.mean.mean().item<double>()) < 1e-3);
    CHECK(before.mean.std(false).item<double>() == doctest::Approx(1).epsilon(0.01));
}

TEST_CASE("hostile reward folders and wrong backbones are refused in words") {
    auto world = makeWorld(Judge::Length, 6);
    const TemporaryFolder folder;
    const auto& path = folder.path();
    const auto config = path / "config.json", weights = path / "model.safetensors";
    const auto model = trainReward(world.captioner, world.data, {}, 1, silent).model;
    model.save(path);
    const Json good = readJsonFile(config);
    const auto bytes = readFile(weights);
    const auto refused = [&](const std::string& word) {
        try {
            RewardModel::load(path, world.captioner);
            FAIL("accepted");
        } catch (const Error& e) {
            CAPTURE(e.what());
            CHECK(std::string(e.what()).find(word) != std::string::npos);
        }
    };
    const auto with = [&](const char* key, const Json& value) {
        Json changed = good;
        changed[key] = value;
        writeFileAtomically(config, dumpJson(changed));
    };
    with("model_type", "gpt2");
    refused("gpt2");
    with("format_version", 99);
    refused("99");
    with("heads", 1LL << 60);
    refused("heads");
    with("heads", 3);
    refused("heads.");
    with("hidden_size", -1);
    refused("sizes");
    with("features", "magic");
    refused("magic");
    with("score_scale", 0);
    refused("score_scale");
    with("backbone_hash", "0000000000000000");
    refused("another captioner");
    writeFileAtomically(config, dumpJson(good));
    writeFileAtomically(weights, bytes.substr(0, bytes.size() / 2));
    CHECK_THROWS_AS(RewardModel::load(path, world.captioner), Error);
    writeFileAtomically(config, "{");
    CHECK_THROWS_AS(RewardModel::load(path, world.captioner), Error);
    model.save(path);
    CHECK_THROWS_AS(RewardModel::load(path, tinyCaptioner(2)), Error);
    CHECK_THROWS_AS(RewardModel::load(path / "nowhere", world.captioner), Error);
    CHECK_NOTHROW(RewardModel::load(path, world.captioner));
}

TEST_CASE("what was not measured is not told: one picture cannot be exchanged for another") {
    const auto world = makeWorld(Judge::Length, 1);
    const auto trained = trainReward(world.captioner, world.data, {}, 3, silent);
    CHECK_FALSE(trained.report.imageSwapFall);
    CHECK(trained.report.readsImage);
    CHECK_FALSE(toJson(trained.report).contains("reads_image"));
}

TEST_CASE("ratings that are all the same correlate with nothing, which is not a correlation of 0") {
    auto world = makeWorld(Judge::Length, 10);
    for (auto& rating : world.data.ratings) rating.value = 4;
    world.data.comparisons.assign(1, {0, 1, 1.0});  // or there would be nothing to learn
    const auto report = trainReward(world.captioner, world.data, {}, 3, silent).report;
    CHECK(report.heldOut > 3);
    CHECK(std::isnan(report.spearman));
    const Json json = toJson(report);
    CHECK(json["spearman"].is_null());
    CHECK(json["pairs"].get<int>() <= 1);
    CHECK(json["mean_absolute_error"].is_number());
}

TEST_CASE("data that cannot be learnt from are refused") {
    auto world = makeWorld(Judge::Length, 6);
    auto few = world.data;
    few.ratings.resize(2);
    CHECK_THROWS_AS(trainReward(world.captioner, few, {}, 1, silent), Error);
    auto alike = world.data;
    for (auto& rating : alike.ratings) rating.value = 4;
    CHECK_THROWS_AS(trainReward(world.captioner, alike, {}, 1, silent), Error);
    alike.comparisons.assign(8, {0, 1, 0.5});
    CHECK_THROWS_AS(trainReward(world.captioner, alike, {}, 1, silent), Error);
    auto compared = world.data;
    compared.ratings.clear();
    compared.comparisons.assign(8, {0, 1, 1.0});
    RewardOptions unheard;
    unheard.comparisonWeight = 0;
    CHECK_THROWS_AS(trainReward(world.captioner, compared, unheard, 1, silent), Error);
    auto wrong = world.data;
    wrong.ratings[0].row = 10000;
    CHECK_THROWS_AS(trainReward(world.captioner, wrong, {}, 1, silent), Error);
    wrong = world.data;
    wrong.rows[0] = {99};
    CHECK_THROWS_AS(trainReward(world.captioner, wrong, {}, 1, silent), Error);
    wrong = world.data;
    wrong.imageOfRow[0] = 77;
    CHECK_THROWS_AS(trainReward(world.captioner, wrong, {}, 1, silent), Error);
    wrong = world.data;
    wrong.prompts.resize(1);
    CHECK_THROWS_AS(trainReward(world.captioner, wrong, {}, 1, silent), Error);
    wrong.prompts.assign(wrong.rows.size(), {0, 2});  // its family takes none
    CHECK_THROWS_AS(trainReward(world.captioner, wrong, {}, 1, silent), Error);
}

TEST_CASE("what the one half of the pictures says does not choose what is measured on it") {
    // One head, so that what it holds out nobody learns from. The first column is the rating.
    const std::int64_t pictures = 60, each = 2;
    torch::manual_seed(8);
    const RewardInputs x{torch::randn({pictures * each, 3}), {}, {}, {}};
    RewardData data;
    data.features = torch::zeros({pictures, 1, 1});
    for (std::int64_t row = 0; row < pictures * each; ++row) {
        data.imageOfRow.push_back(row / each);
        data.rows.push_back({1});
        data.ratings.push_back({row, x.columns[row][0].item<double>()});
    }
    RewardOptions options;
    options.heads = 1;
    options.epochs = options.patience = 60;
    Rng rng(2);
    RewardScaling scaling;
    scaling.ratingMean = 0;
    const auto targets = makeRewardTargets(data, scaling, options, rng);
    const auto halves = makeRewardHalves(data, Rng(3));
    CHECK(halves.ratings.sum().item<double>() == pictures * each / 2);
    for (std::int64_t row = 0; row < pictures * each; row += each)  // a picture's captions are never parted
        CHECK(halves.rows[row].item<bool>() == halves.rows[row + 1].item<bool>());

    const auto fit = [&](const RewardTargets& t) {
        Rng start(1);
        RewardHeads heads({.heads = 1, .hidden = 4, .blocks = {{"states", 3, Modality::Text}}}, start);
        return fitRewardHeads(heads, x, t, halves, options, silent).chosenOn;
    };
    const auto chosen = fit(targets);
    // What is held out in the second half says the opposite: the best state by it is the first one.
    auto opposed = targets;
    const auto held = (targets.ratingWeight[0] == 0).to(torch::kFloat32) * halves.ratings;
    REQUIRE(held.sum().item<double>() >= kFewestToChoose);
    opposed.ratingTarget = targets.ratingTarget * (1 - 2 * held);
    const auto other = fit(opposed);
    bool moved = false;
    for (const auto& [name, parameter] : chosen[0]) {
        CAPTURE(name);
        CHECK(torch::equal(parameter, other[0].at(name)));
        moved = moved || !torch::equal(chosen[1].at(name), other[1].at(name));
    }
    CHECK(moved);
}

TEST_CASE("a head is asked only of what it did not learn from, and where the other half could choose") {
    RewardTargets targets;
    // Two heads, six ratings in each half. The second head holds out all of the first half and four of the second.
    targets.ratingWeight = torch::ones({2, 12});
    targets.ratingWeight[0].narrow(0, 1, 10).fill_(0);
    targets.ratingWeight[1].narrow(0, 0, 10).fill_(0);
    targets.comparisonWeight = torch::ones({2, 0});
    const RewardHalves halves{torch::zeros({1}, torch::kBool), torch::cat({torch::zeros({6}), torch::ones({6})}), torch::zeros({0})};
    CHECK(heldOutCount(targets) == 11);
    const auto apart = measuredApart(targets, halves);
    CHECK(torch::equal(apart.ratingWeight[0] == 0, targets.ratingWeight[0] == 0));
    // What four judgements choose is not measured; what six choose is.
    CHECK((apart.ratingWeight[1].narrow(0, 0, 6) > 0).all().item<bool>());
    CHECK((apart.ratingWeight[1].narrow(0, 6, 4) == 0).all().item<bool>());
    CHECK(heldOutCount(apart) == 10);
}

TEST_CASE("what most heads learnt from is told, and no more") {
    RewardTargets targets;
    targets.ratingRow = torch::tensor({0, 1, 5}, torch::kInt64);
    // By three, two and three of four heads.
    targets.ratingWeight = torch::tensor({{1.0, 0.0, 2.0}, {2.0, 3.0, 1.0}, {1.0, 0.0, 0.0}, {0.0, 1.0, 1.0}});
    targets.left = torch::tensor({2, 4}, torch::kInt64);
    targets.right = torch::tensor({3, 5}, torch::kInt64);
    targets.comparisonWeight = torch::tensor({{0.0, 1.0}, {0.0, 2.0}, {1.0, 1.0}, {1.0, 0.0}});
    CHECK(mostlyLearntRows(targets) == std::vector<std::int64_t>{0, 4, 5});
    const auto world = makeWorld(Judge::Length, 20);
    const auto learnt = trainReward(world.captioner, world.data, {}, 4, silent).report.learntRows;
    CHECK(!learnt.empty());
    CHECK(learnt.size() < world.data.rows.size());
    CHECK(learnt.size() % kCaptions == 0);  // whole pictures
}

TEST_CASE("the report says whether its figures are optimistic") {
    const auto many = makeWorld(Judge::Length, 20), few = makeWorld(Judge::Length, 7);
    const auto apart = trainReward(many.captioner, many.data, {}, 4, silent).report;
    CHECK(apart.chosenApart);
    CHECK(toJson(apart)["selection"] == "apart");
    CHECK(apart.spearman > 0.7);
    const auto same = trainReward(few.captioner, few.data, {}, 4, silent).report;
    CHECK_FALSE(same.chosenApart);
    CHECK(toJson(same)["selection"] == "same");
}
