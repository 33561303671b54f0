// Rewards and shared spaces that are read off a captioner on the device, a GPU where there is one: as off one on the CPU.
#include "doctest_torch.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "data/space_files.h"
#include "learn/contrastive_heads.h"
#include "learn/objectives.h"
#include "learn/policy_trainer.h"
#include "learn/reward_trainer.h"
#include "learn/shared_space.h"
#include "model/generation.h"
#include "temporary_folder.h"
#include "test_device.h"
#include "tiny_captioner.h"

using namespace attune;
using namespace attune::test;

namespace {

constexpr std::int64_t kImages = 24, kCaptions = 5, kWord = 5;

/// Between two devices, which add up in another order: of states and of scores by the same weights; and of scores by heads, or a
/// trunk, that were trained on the one and on the other, in deviations of the scores, on average.
constexpr double kDeviceTolerance = 1e-3, kTrainedTolerance = 0.05;

Observer silent;

struct World {
    std::shared_ptr<VisionEncoderDecoder> captioner = tinyCaptioner();
    RewardData data;
};

/// Captions rated by how often they hold one word, some of them compared by it. The same on all devices.
World worldOn(torch::Device device) {
    World world;
    auto& data = world.data;
    data.features = tinyFeatures(*world.captioner, kImages);
    GenerationOptions sampling;
    sampling.maxNewTokens = sampling.minNewTokens = 6;
    for (auto& caption : generate(*world.captioner, data.features, kCaptions, sampling, 11)) {
        const auto row = static_cast<std::int64_t>(data.rows.size());
        data.imageOfRow.push_back(row / kCaptions);
        const auto words = static_cast<double>(std::count(caption.ids.begin(), caption.ids.end(), kWord));
        data.ratings.push_back({row, std::min(5.0, 1 + 2 * words)});
        data.rows.push_back(std::move(caption.ids));
    }
    for (std::size_t row = 0; row + 1 < data.rows.size(); row += 5) {
        const double gap = data.ratings[row].value - data.ratings[row + 1].value;
        const auto left = static_cast<std::int64_t>(row);
        data.comparisons.push_back({left, left + 1, gap > 0 ? 1.0 : gap < 0 ? 0.0 : 0.5});
    }
    world.captioner->to(device);
    data.features = data.features.to(device);
    return world;
}

torch::Tensor scoresOf(const RewardModel& model, const RewardData& data) {
    return model.score(data.features, data.imageOfRow, data.rows, silent).mean;
}

double largestGap(const torch::Tensor& a, const torch::Tensor& b) { return (a.cpu() - b.cpu()).abs().max().item<double>(); }
double meanGap(const torch::Tensor& a, const torch::Tensor& b) { return (a - b).abs().mean().item<double>(); }

RewardOptions fewEpochs() {
    RewardOptions options;
    options.heads = 3;
    options.hiddenSize = 8;
    options.epochs = 20;
    return options;
}

}  // namespace

TEST_CASE("a reward is trained, saved, read and asked on the device as on the CPU, by every fusion") {
    const auto there = worldOn(testDevice()), here = worldOn(torch::kCPU);
    for (const std::string fusion : {"concatenate", "gated", "hadamard", "cross_attention"}) {
        CAPTURE(fusion);
        auto options = fewEpochs();
        options.fusion = fusion;
        options.attentionMap = true;
        const auto onDevice = trainReward(there.captioner, there.data, options, 1, silent);
        const auto onCpu = trainReward(here.captioner, here.data, options, 1, silent);
        const auto scores = scoresOf(onDevice.model, there.data);
        CHECK(scores.device().is_cpu());
        CHECK(meanGap(scores, scoresOf(onCpu.model, here.data)) < kTrainedTolerance);
        const TemporaryFolder folder;
        onDevice.model.save(folder.path());
        for (const auto* world : {&there, &here})
            CHECK(largestGap(scoresOf(RewardModel::load(folder.path(), world->captioner), world->data), scores) <
                  kDeviceTolerance);
    }
}

TEST_CASE("a trunk learns on the device as on the CPU") {
    const auto there = worldOn(testDevice()), here = worldOn(torch::kCPU);
    for (const std::string trunk : {"lora", "full"}) {
        CAPTURE(trunk);
        auto options = fewEpochs();
        options.features = "statistics";
        options.trunk = trunk;
        options.trunkEpochs = 3;
        options.trunkLearningRate = 3e-3;
        const auto onDevice = trainReward(there.captioner, there.data, options, 1, silent);
        const auto onCpu = trainReward(here.captioner, here.data, options, 1, silent);
        REQUIRE(onDevice.report.trunk);
        REQUIRE(onCpu.report.trunk);
        const auto &found = *onDevice.report.trunk, &expected = *onCpu.report.trunk;
        CHECK(found.frozenLoss == doctest::Approx(expected.frozenLoss).epsilon(kTrainedTolerance));
        CHECK(found.loss == doctest::Approx(expected.loss).epsilon(kTrainedTolerance));
        CHECK(found.kept == expected.kept);
        if (!onDevice.trunk) continue;
        for (const auto& parameter : onDevice.trunk->parameters()) CHECK((parameter.device() == testDevice()));
        const auto scores = scoresOf(onDevice.model, there.data);
        const TemporaryFolder folder;
        onDevice.model.save(folder.path());
        CHECK(largestGap(scoresOf(RewardModel::load(folder.path(), onDevice.trunk), there.data), scores) < kDeviceTolerance);
    }
}

TEST_CASE("a policy is taught on the device by a reward that is read off its captioner there") {
    const auto there = worldOn(testDevice());
    const auto trained = trainReward(there.captioner, there.data, fewEpochs(), 1, silent);
    const auto policy = tinyCaptioner();
    policy->to(testDevice());
    PolicyOptions options;
    options.images = 8;
    options.minibatchImages = 4;
    options.maxNewTokens = 5;
    options.lowerBound = 0.5;
    const auto reward = [&](const RewardRequest& request) {
        return trained.model.score(request.features, request.imageOfRow, request.rows, silent);
    };
    PolicyTrainer trainer(policy, nullptr, imageSet(there.data.features), reward, options, 1);
    trainer.look(silent);
    trainer.round(silent);
    const auto metrics = trainer.round(silent).metrics;
    for (const auto& name : {"objective/scores", "objective/scores_uncertainty", "objective/kl", "loss/policy_avg"}) {
        CAPTURE(name);
        CHECK(std::isfinite(metrics.at(name)));
    }
    CHECK(std::isfinite(trainer.look(silent).at("guard/gain")));
}

TEST_CASE("a shared space is learnt from states of the device, and finds pictures and captions there") {
    const auto there = worldOn(testDevice()), here = worldOn(torch::kCPU);
    const auto blank = [](const World& world) { return world.captioner->meanImage(world.data.features); };
    for (const auto which : {HeadStates::Words, HeadStates::Whole}) {
        CHECK(largestGap(SharedSpace::imageStates(*there.captioner, there.data.features, which),
                         SharedSpace::imageStates(*here.captioner, here.data.features, which)) < kDeviceTolerance);
        CHECK(largestGap(SharedSpace::textStates(*there.captioner, there.data.rows, blank(there), which, testDevice(), silent),
                         SharedSpace::textStates(*here.captioner, here.data.rows, blank(here), which, torch::kCPU, silent)) <
              kDeviceTolerance);
    }
    const auto images = SharedSpace::imageStates(*here.captioner, here.data.features, HeadStates::Whole);
    const auto texts =
        SharedSpace::textStates(*here.captioner, here.data.rows, blank(here), HeadStates::Whole, torch::kCPU, silent);
    const ContrastiveOptions options{.dimensions = 4, .epochs = 5, .batchImages = 8};
    const auto learnt =
        trainContrastiveHeads(images.to(testDevice()), texts.to(testDevice()), here.data.imageOfRow, options, 1, silent);
    const auto same = trainContrastiveHeads(images, texts, here.data.imageOfRow, options, 1, silent);
    CHECK(torch::equal(learnt.images, same.images));  // heads learn on the CPU, whatever they are given
    CHECK(torch::equal(learnt.texts, same.texts));

    const SharedSpace space(learnt.visual, learnt.text, blank(there), {0, 1});
    const TemporaryFolder folder;
    space.save(folder.path() / kSpaceHeadsFile);
    const auto read = SharedSpace::load(folder.path(), *there.captioner);
    REQUIRE(read);
    for (const auto* one : {&space, &*read}) {
        CHECK(largestGap(one->images(*there.captioner, there.data.features), same.images) < kDeviceTolerance);
        CHECK(largestGap(one->texts(*there.captioner, there.data.rows, testDevice(), silent), same.texts) < kDeviceTolerance);
    }
}

TEST_CASE("InfoNCE on the device is the CPU's") {
    torch::manual_seed(2);
    const auto unit = [](const torch::Tensor& x) { return x / x.norm(2, 1, true); };
    const auto images = unit(torch::randn({6, 4})), texts = unit(torch::randn({6, 4})), logScale = torch::full({}, 2.0);
    const auto device = testDevice();
    const auto a = infoNce(images, texts, logScale), b = infoNce(images.to(device), texts.to(device), logScale.to(device));
    CHECK(largestGap(a.loss, b.loss) < kDeviceTolerance);
    CHECK(largestGap(a.imageLoss, b.imageLoss) < kDeviceTolerance);
    CHECK(largestGap(a.textLoss, b.textLoss) < kDeviceTolerance);
}
