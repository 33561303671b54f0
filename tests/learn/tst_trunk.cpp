// A reward whose captioner learns with its heads.
#include "doctest_torch.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "data/error.h"
#include "data/file.h"
#include "data/json.h"
#include "impatient.h"
#include "learn/captioner_features.h"
#include "learn/decoder_parameters.h"
#include "learn/parameter_hash.h"
#include "learn/reward_trainer.h"
#include "learn/trunk_tuning.h"
#include "model/generation.h"
#include "temporary_folder.h"
#include "tiny_captioner.h"

using namespace attune;
using namespace attune::test;

namespace {

constexpr std::int64_t kCaptions = 5, kWord = 5;

struct World {
    std::shared_ptr<VisionEncoderDecoder> captioner = tinyCaptioner();
    RewardData data;
};

enum class Judge { Word, Noise };

/// Captions of equal length, rated by how often they hold one word, or at random.
World makeWorld(Judge judge, int images = 40) {
    World world;
    world.data.features = tinyFeatures(*world.captioner, images);
    GenerationOptions sampling;
    sampling.maxNewTokens = sampling.minNewTokens = 6;
    Rng rng(4);
    for (auto& caption : generate(*world.captioner, world.data.features, kCaptions, sampling, 11)) {
        const auto row = static_cast<std::int64_t>(world.data.rows.size());
        world.data.imageOfRow.push_back(row / kCaptions);
        const double words = static_cast<double>(std::count(caption.ids.begin(), caption.ids.end(), kWord));
        world.data.ratings.push_back({row, judge == Judge::Word ? std::min(5.0, 1 + 2 * words) : 1 + 4 * rng.uniform()});
        world.data.rows.push_back(std::move(caption.ids));
    }
    return world;
}

RewardOptions tuned(const std::string& trunk, int epochs = 12) {
    RewardOptions options;
    options.features = "statistics";  // which say nothing of a word, unless the captioner comes to
    options.trunk = trunk;
    options.trunkEpochs = epochs;
    options.trunkLearningRate = 3e-3;
    return options;
}

/// Gives tests what one pass reads, in the network's own precision.
struct OpenFeatures : CaptionerFeatures {
    using CaptionerFeatures::CaptionerFeatures;
    using CaptionerFeatures::columns;
};

Observer silent;

/// Counts the epochs of the trunk, and stops the work behind so many of them.
class EpochCounter : public Observer {
  public:
    explicit EpochCounter(int stopBehind = 0) : m_stopBehind(stopBehind) {}
    void phase(const std::string& name) override { m_tunes = name == "tune the trunk"; }
    void metrics(std::int64_t, const std::map<std::string, double>&) override {
        if (m_tunes) ++epochs;
    }
    void breathe() override {
        if (m_stopBehind > 0 && epochs >= m_stopBehind) throw Cancelled();
    }
    int epochs = 0;

  private:
    int m_stopBehind;
    bool m_tunes = false;
};

}  // namespace

TEST_CASE("a tuned trunk learns what frozen features do not say") {
    for (const std::string trunk : {"lora", "full"}) {
        CAPTURE(trunk);
        auto world = makeWorld(Judge::Word);
        const auto before = parameterHash(*world.captioner);
        const auto trained = trainReward(world.captioner, world.data, tuned(trunk), 1, silent);
        REQUIRE(trained.report.trunk);
        const auto& report = *trained.report.trunk;
        MESSAGE(trunk << ": Spearman " << report.frozenSpearman << " -> " << report.spearman << ", loss " << report.frozenLoss
                      << " -> " << report.loss << " in " << report.bestEpoch << " epochs");
        CHECK(report.kept);
        CHECK(report.loss < 0.9 * report.frozenLoss);
        CHECK(report.spearman > report.frozenSpearman + 0.1);
        // What the whole report says is of the model that is kept, on the same judgements.
        CHECK(trained.report.spearman == doctest::Approx(report.spearman).epsilon(1e-3));
        CHECK(trained.report.heldOut == report.heldOut);

        // The captioner that was given is as it was; the reward has its own, with the same eyes.
        CHECK(parameterHash(*world.captioner) == before);
        REQUIRE(trained.trunk);
        CHECK(trained.model.features().backboneHash() == parameterHash(*trained.trunk));
        CHECK(parameterHash(*trained.trunk) != before);
        const auto base = world.captioner->named_parameters(), own = trained.trunk->named_parameters();
        for (const auto& item : base) {
            CAPTURE(item.key());
            CHECK_FALSE(own[item.key()].requires_grad());
            if (world.captioner->isVision(item.key())) CHECK(torch::equal(item.value(), own[item.key()]));
        }
        const TemporaryFolder folder;
        trained.model.save(folder.path());
        const auto& d = world.data;
        CHECK(torch::equal(RewardModel::load(folder.path(), trained.trunk).score(d.features, d.imageOfRow, d.rows, silent).mean,
                           trained.model.score(d.features, d.imageOfRow, d.rows, silent).mean));
        CHECK_THROWS_AS(RewardModel::load(folder.path(), world.captioner), Error);
    }
}

TEST_CASE("a trunk that learns noise by heart is not said to know it") {
    auto world = makeWorld(Judge::Noise);
    auto options = tuned("full", 20);
    options.features = "all";
    const auto trained = trainReward(world.captioner, world.data, options, 1, silent);
    MESSAGE("Spearman " << trained.report.trunk->frozenSpearman << " -> " << trained.report.trunk->spearman << ", kept "
                        << trained.report.trunk->kept);
    CHECK(std::abs(trained.report.trunk->spearman) < 0.35);
    CHECK(std::abs(trained.report.spearman) < 0.35);
}

TEST_CASE("where tuning gains nothing the reward is the frozen one") {
    auto world = makeWorld(Judge::Word, 12);
    auto options = tuned("full", 4);
    options.trunkLearningRate = 1e-8;
    const auto kept = trainReward(world.captioner, world.data, options, 3, silent);
    CHECK_FALSE(kept.report.trunk->kept);
    CHECK(kept.report.trunk->epochs == 4);
    CHECK(kept.report.trunk->bestEpoch == 1);
    CHECK_FALSE(kept.trunk);
    options.trunk = "frozen";
    const auto frozen = trainReward(world.captioner, world.data, options, 3, silent);
    CHECK_FALSE(frozen.report.trunk);
    CHECK(frozen.report.spearman == kept.report.spearman);
    const auto& d = world.data;
    CHECK(torch::equal(frozen.model.score(d.features, d.imageOfRow, d.rows, silent).mean,
                       kept.model.score(d.features, d.imageOfRow, d.rows, silent).mean));
}

TEST_CASE("what is held out is held out of heads and trunk") {
    auto world = makeWorld(Judge::Word);
    for (std::int64_t row = 0; row + 1 < 200; row += 2) world.data.comparisons.push_back({row, row + 1, 1});
    Rng rng(5);
    const auto targets = makeRewardTargets(world.data, {}, {}, rng);
    const auto split = splitForTrunk(world.data, targets, rng);
    CHECK((split.ratings == 0).sum().item<std::int64_t>() == 10 * kCaptions);
    for (std::size_t i = 0; i < world.data.comparisons.size(); ++i)  // with the picture's ratings
        CHECK(split.comparisons[static_cast<std::int64_t>(i)].item<float>() ==
              split.ratings[world.data.comparisons[i].left].item<float>());
    const auto measured = heldOutForAll(targets, split);
    CHECK(torch::equal(measured.ratingWeight == 0, (targets.ratingWeight == 0).logical_and(split.ratings == 0)));
    CHECK(torch::equal(measured.comparisonWeight == 0, (targets.comparisonWeight == 0).logical_and(split.comparisons == 0)));

    auto few = makeWorld(Judge::Word, 3);
    CHECK_THROWS_AS(trainReward(few.captioner, few.data, tuned("lora"), 1, silent), Error);
}

TEST_CASE("gradients through the trunk are those of finite differences") {
    auto world = makeWorld(Judge::Word, 4);
    world.captioner->to(torch::kFloat64);
    world.data.features = world.data.features.to(torch::kFloat64);
    world.data.comparisons = {{0, 1, 1}, {5, 8, 0}, {11, 10, 0.5}};
    const OpenFeatures features(world.captioner, "all", true, world.captioner->meanImage(world.data.features));
    Rng rng(2);
    const RewardOptions options{.heads = 3, .hiddenSize = 4};
    RewardHeads heads({.heads = 3, .hidden = 4, .blocks = features.blocks(), .stateSize = features.stateSize()}, rng);
    for (auto [name, parameter] : heads.parameters())
        parameter.set_data(parameter.to(torch::kFloat64) + 0.05 * torch::randn(parameter.sizes(), torch::kFloat64));
    const auto targets = makeRewardTargets(world.data, {}, options, rng);
    const auto logScale = torch::full({3}, 0.7, torch::kFloat64);
    const auto loss = [&] {
        const auto columns = features.columns(world.data.features, world.data.imageOfRow, world.data.rows);
        return rewardLosses(heads.forward({columns, {}, {}, {}}), logScale, targets, targets.ratingWeight,
                            targets.comparisonWeight, options)
            .sum();
    };
    const auto parameters = trainDecoderOnly(*world.captioner, world.data.features);
    loss().backward();
    int checked = 0;
    for (const auto& [name, parameter] : parameters) {
        const auto gradient = parameter.grad();
        if (!gradient.defined()) continue;
        const auto at = gradient.abs().argmax().item<std::int64_t>();
        const torch::NoGradGuard noGrad;
        auto cell = parameter.view(-1)[at];
        const double was = cell.item<double>(), step = 1e-6;
        cell.fill_(was + step);
        const double above = loss().item<double>();
        cell.fill_(was - step);
        const double below = loss().item<double>();
        cell.fill_(was);
        CAPTURE(name);
        CHECK((above - below) / (2 * step) == doctest::Approx(gradient.view(-1)[at].item<double>()).epsilon(1e-5));
        ++checked;
    }
    CHECK(checked > 10);
}

TEST_CASE("same seed same bytes, and who is stopped leaves the captioner as it was") {
    auto world = makeWorld(Judge::Word);
    const TemporaryFolder a, b;
    const auto options = tuned("lora", 5);
    const auto first = trainReward(world.captioner, world.data, options, 7, silent);
    const auto second = trainReward(world.captioner, world.data, options, 7, silent);
    first.model.save(a.path());
    second.model.save(b.path());
    REQUIRE(first.trunk);
    CHECK(parameterHash(*first.trunk) == parameterHash(*second.trunk));
    for (const char* name : {"model.safetensors", "config.json"}) CHECK(readFile(a.path() / name) == readFile(b.path() / name));

    const auto before = parameterHash(*world.captioner);
    Impatient impatient(options.epochs + 4);  // behind the heads' epochs, in those of the trunk
    auto patient = options;
    patient.patience = patient.epochs;
    CHECK_THROWS_AS(trainReward(world.captioner, world.data, patient, 7, impatient), Cancelled);
    CHECK(parameterHash(*world.captioner) == before);
}

TEST_CASE("a tuning that is stopped goes on behind its last epoch, to the same bytes") {
    auto world = makeWorld(Judge::Word);
    for (const std::string trunk : {"lora", "full"}) {
        CAPTURE(trunk);
        const auto options = tuned(trunk, 5);
        EpochCounter whole, rest, first(2);
        const auto uncut = trainReward(world.captioner, world.data, options, 7, whole);
        REQUIRE(whole.epochs > 2);
        const TemporaryFolder state, a, b;
        CHECK_THROWS_AS(trainReward(world.captioner, world.data, options, 7, first, {}, state.path()), Cancelled);
        CHECK(first.epochs == 2);
        const auto resumed = trainReward(world.captioner, world.data, options, 7, rest, {}, state.path());
        CHECK(rest.epochs == whole.epochs - 2);

        uncut.model.save(a.path());
        resumed.model.save(b.path());
        for (const char* name : {"model.safetensors", "config.json"}) CHECK(readFile(a.path() / name) == readFile(b.path() / name));
        REQUIRE((resumed.trunk == nullptr) == (uncut.trunk == nullptr));
        if (uncut.trunk) CHECK(parameterHash(*resumed.trunk) == parameterHash(*uncut.trunk));
        CHECK(resumed.report.trunk->epochs == uncut.report.trunk->epochs);
        CHECK(resumed.report.trunk->bestEpoch == uncut.report.trunk->bestEpoch);
        CHECK(resumed.report.trunk->loss == uncut.report.trunk->loss);
        CHECK(resumed.report.trunk->frozenLoss == uncut.report.trunk->frozenLoss);
        CHECK(resumed.report.spearman == uncut.report.spearman);

        // What lies there is of this run alone.
        auto other = options;
        other.trunkLearningRate = 1e-3;
        CHECK_THROWS_AS(trainReward(world.captioner, world.data, other, 7, silent, {}, state.path()), Error);
        CHECK_THROWS_AS(trainReward(world.captioner, world.data, options, 8, silent, {}, state.path()), Error);
        const auto json = state.path() / "state.json";
        Json damaged = readJsonFile(json);
        damaged["rng"] = Json::array({1, 2});
        writeFileAtomically(json, dumpJson(damaged));
        CHECK_THROWS_AS(trainReward(world.captioner, world.data, options, 7, silent, {}, state.path()), Error);
    }
}

TEST_CASE("a tuning that gains nothing leaves the fitted heads, resumed or not") {
    auto world = makeWorld(Judge::Word, 12);
    auto options = tuned("full", 4);
    options.trunkLearningRate = 1e-8;
    const auto uncut = trainReward(world.captioner, world.data, options, 3, silent);
    const TemporaryFolder state;
    EpochCounter first(2), rest;
    CHECK_THROWS_AS(trainReward(world.captioner, world.data, options, 3, first, {}, state.path()), Cancelled);
    const auto resumed = trainReward(world.captioner, world.data, options, 3, rest, {}, state.path());
    CHECK(rest.epochs == 2);
    CHECK_FALSE(resumed.report.trunk->kept);
    const auto& d = world.data;
    CHECK(torch::equal(resumed.model.score(d.features, d.imageOfRow, d.rows, silent).mean,
                       uncut.model.score(d.features, d.imageOfRow, d.rows, silent).mean));
}

TEST_CASE("a tuning on ratings that are all the same goes on though no correlation was measured") {
    auto world = makeWorld(Judge::Word, 12);
    for (auto& rating : world.data.ratings) rating.value = 4;
    world.data.comparisons.assign(1, {0, 1, 1.0});  // or there would be nothing to learn
    auto options = tuned("full", 4);
    options.trunkLearningRate = 1e-8;
    const TemporaryFolder state;
    EpochCounter first(1), rest;
    CHECK_THROWS_AS(trainReward(world.captioner, world.data, options, 3, first, {}, state.path()), Cancelled);
    const auto resumed = trainReward(world.captioner, world.data, options, 3, rest, {}, state.path());
    CHECK(std::isnan(resumed.report.trunk->frozenSpearman));
    const Json json = toJson(resumed.report);
    CHECK(json["trunk"]["frozen"]["spearman"].is_null());
    CHECK(json["spearman"].is_null());
}
