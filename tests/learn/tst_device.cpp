// What must hold on every device: on a GPU where there is one, and in bfloat16 on the CPU where there is none.
#include "doctest_torch.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "data/policy_presets.h"
#include "learn/parameter_hash.h"
#include "model/device_memory.h"
#include "model/generation.h"
#include "model/load_captioner.h"
#include "model/score.h"
#include "policy_toys.h"
#include "temporary_folder.h"
#include "test_device.h"

using namespace attune;
using namespace attune::test;

namespace {

/// Of log-probabilities in float32 between two devices, which add up in another order; and, as a share, of what a round says,
/// whose steps each start where another order has left the one before.
constexpr double kDeviceTolerance = 1e-3, kRoundTolerance = 2e-2;

PolicyOptions deviceOptions(const std::string& algorithm, const std::string& precision = "float32") {
    auto options = policyDefaults(algorithm);
    options.images = 16;
    options.captionsPerImage = 4;
    options.minibatchImages = 4;
    options.maxNewTokens = 5;
    options.learningRate = 1e-3;
    options.klCoefficient = algorithm == "dpo" ? 0.1 : 0;
    options.missingEndPenalty = 0;
    options.updateKlLimit = 0;
    options.precision = precision;
    return options;
}

/// What differs between algorithms and their options in the tensors that it makes.
std::vector<std::pair<std::string, PolicyOptions>> variants(const std::string& precision) {
    auto adapted = deviceOptions("ppo", precision), separate = adapted, trl = adapted;
    adapted.loraRank = 4;
    separate.critic = "separate";
    trl.convention = "trl";
    auto greedy = deviceOptions("reinforce", precision);
    greedy.baseline = "greedy";
    return {{"dpo", deviceOptions("dpo", precision)},
            {"sft", deviceOptions("sft", precision)},
            {"adapters", adapted},
            {"separate critic", separate},
            {"greedy baseline", greedy},
            {"trl", trl}};
}

PolicyTrainer trainerOn(torch::Device device, const PolicyOptions& options, std::int64_t images = kToyImages) {
    auto policy = tinyCaptioner();
    auto features = tinyFeatures(*policy, images);
    policy->to(device);
    return {policy, nullptr, imageSet(features.to(device)), wantedShare, options, 1, somePairs()};
}

void checkSame(const Metrics& found, const Metrics& expected, const std::vector<std::string>& names) {
    for (const auto& name : names) {
        CAPTURE(name);
        REQUIRE(found.count(name) == 1);
        REQUIRE(expected.count(name) == 1);
        const double value = expected.at(name);
        CHECK(std::abs(found.at(name) - value) < kRoundTolerance * std::max(1.0, std::abs(value)));
    }
}

const std::vector<std::string> kRoundMetrics{"objective/scores", "objective/kl", "objective/entropy", "objective/length",
                                             "loss/policy_avg",  "policy/entropy_avg", "policy/gradient_norm"};

}  // namespace

TEST_CASE("rounds hold their invariants on the device, in float32 and in bfloat16") {
    const auto device = testDevice();
    MESSAGE("device: " << device.str());
    for (const std::string algorithm : {"ppo", "reinforce", "rloo", "grpo", "best_of_n"})
        for (const std::string precision : {"float32", "bfloat16"}) {
            CAPTURE(algorithm);
            CAPTURE(precision);
            auto options = deviceOptions(algorithm, precision);
            options.learningRate = 1e-2;
            auto trainer = trainerOn(device, options);
            // Ratio, KL and masks are checked within; a broken one throws.
            const auto first = trainer.round(silent).metrics;
            CHECK(std::abs(first.at("objective/kl")) < 1e-3);
            double last = 0;
            for (int round = 0; round < 8; ++round) last = trainer.round(silent).metrics.at("objective/scores");
            CHECK(last > first.at("objective/scores") + 0.05);
        }
}

TEST_CASE("pairs, demonstrations, adapters, critics, baselines and conventions train on the device as on the CPU") {
    for (const std::string precision : {"float32", "bfloat16"})
        for (const auto& [name, options] : variants(precision)) {
            CAPTURE(name);
            CAPTURE(precision);
            auto trainer = trainerOn(testDevice(), options);
            const auto first = trainer.round(silent).metrics, second = trainer.round(silent).metrics;
            for (const auto& [metric, value] : second) {
                CAPTURE(metric);
                CHECK(std::isfinite(value));
            }
            if (precision != "float32") continue;
            auto onCpu = trainerOn(torch::kCPU, options);
            checkSame(first, onCpu.round(silent).metrics, kRoundMetrics);
            checkSame(second, onCpu.round(silent).metrics, kRoundMetrics);
        }
}

TEST_CASE("a run that was saved on the device goes on there and on the CPU") {
    for (const int rank : {0, 4}) {
        CAPTURE(rank);
        auto options = deviceOptions("ppo");
        options.loraRank = rank;
        auto trainer = trainerOn(testDevice(), options);
        trainer.round(silent);
        const TemporaryFolder state, checkpoint;
        trainer.save(state.path());
        saveCheckpoint(*trainer.policy(), checkpoint.path());
        const auto saved = parameterHash(*trainer.policy());
        const auto next = trainer.round(silent).metrics;
        for (const auto device : {testDevice(), torch::Device(torch::kCPU)}) {
            CAPTURE(device.str());
            auto resumed = trainerOn(device, options);
            resumed.load(state.path());
            CHECK(parameterHash(*resumed.policy()) == saved);
            checkSame(resumed.round(silent).metrics, next, kRoundMetrics);
            // With adapters the checkpoint holds what they add as well.
            CHECK((parameterHash(*loadCaptioner(checkpoint.path(), device)) == saved) == (rank == 0));
        }
    }
}

TEST_CASE("the guard sees on the device what it sees on the CPU") {
    auto options = deviceOptions("ppo");
    options.images = 40;
    options.captionsPerImage = 8;
    const auto look = [&](torch::Device device) { return trainerOn(device, options, options.images).look(silent); };
    checkSame(look(testDevice()), look(torch::kCPU),
              {"guard/kl", "guard/entropy", "guard/length", "guard/reference_logprob", "guard/grounding", "guard/scores",
               "guard/preferences"});
}

TEST_CASE("the device's captions and log-probabilities are the CPU's") {
    const auto device = testDevice();
    const torch::NoGradGuard noGrad;
    const auto onCpu = tinyCaptioner(), onDevice = tinyCaptioner();
    const auto features = tinyFeatures(*onCpu, 6);
    onDevice->to(device);
    const std::vector<GenerationOptions> ways{
        {.mode = "greedy", .maxNewTokens = 10},
        {.mode = "sample", .maxNewTokens = 10, .minNewTokens = 2, .temperature = 0.8, .topK = 9, .topP = 0.95},
        {.mode = "sample", .maxNewTokens = 10, .repetitionPenalty = 1.2, .noRepeatNgram = 2},
        {.mode = "beam", .maxNewTokens = 8, .beams = 3}};
    for (const auto& options : ways) {
        CAPTURE(options.mode);
        const std::int64_t each = options.mode == "greedy" ? 1 : 3;
        const auto expected = generate(*onCpu, features, each, options, 2);
        const auto found = generate(*onDevice, features.to(device), each, options, 2);
        REQUIRE(found.size() == expected.size());
        std::vector<std::vector<std::int64_t>> ids;
        for (std::size_t row = 0; row < expected.size(); ++row) {
            CHECK(expected[row].ids == found[row].ids);
            CHECK(std::abs(expected[row].logprob - found[row].logprob) < kDeviceTolerance);
            ids.push_back(expected[row].ids);
        }
        const auto scores = scoreCaptions(*onCpu, features, ids), again = scoreCaptions(*onDevice, features.to(device), ids);
        for (std::size_t row = 0; row < ids.size(); ++row)
            for (std::size_t t = 0; t < ids[row].size(); ++t)
                CHECK(std::abs(scores[row][t] - again[row][t]) < kDeviceTolerance);
    }
    const auto ids = torch::randint(kTinyVocabulary, {12, 6}, torch::kInt64);
    const auto a = onCpu->decode(ids, features).logits, b = onDevice->decode(ids.to(device), features.to(device)).logits;
    CHECK((a - b.cpu()).abs().max().item<double>() < kDeviceTolerance);
}

TEST_CASE("a device tells its memory, the CPU has none to tell") {
    CHECK_FALSE(deviceMemory(torch::kCPU).has_value());
    if (!torch::cuda::is_available()) return;
    const auto memory = deviceMemory(testDevice());
    REQUIRE(memory.has_value());
    CHECK(memory->total > memory->free);
    CHECK(memory->free > 0);
}
