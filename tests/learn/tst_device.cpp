// What must hold on every device: on a GPU where there is one, and in bfloat16 on the CPU where there is none.
#include "doctest_torch.h"

#include <algorithm>

#include "data/policy_presets.h"
#include "learn/policy_trainer.h"
#include "model/device_memory.h"
#include "model/generation.h"
#include "tiny_captioner.h"

using namespace attune;
using namespace attune::test;

namespace {

Observer silent;

torch::Device testDevice() { return torch::cuda::is_available() ? torch::Device(torch::kCUDA, 0) : torch::Device(torch::kCPU); }

/// The share of tokens that are word 7.
RewardScores wantedShare(const RewardRequest& request) {
    auto scores = torch::empty({std::ssize(request.rows)});
    for (std::size_t r = 0; r < request.rows.size(); ++r)
        scores[static_cast<std::int64_t>(r)] =
            static_cast<double>(std::count(request.rows[r].begin(), request.rows[r].end(), 7)) /
            static_cast<double>(request.rows[r].size());
    return {scores, {}};
}

PolicyTrainer trainerOn(torch::Device device, const std::string& algorithm, const std::string& precision) {
    auto policy = tinyCaptioner();
    auto features = tinyFeatures(*policy, 20);
    policy->to(device);
    auto options = policyDefaults(algorithm);
    options.images = 16;
    options.captionsPerImage = 4;
    options.minibatchImages = 4;
    options.maxNewTokens = 5;
    options.learningRate = 1e-2;
    options.klCoefficient = 0;
    options.missingEndPenalty = 0;
    options.updateKlLimit = 0;
    options.precision = precision;
    return {policy, nullptr, imageSet(features.to(device)), wantedShare, options, 1};
}

}  // namespace

TEST_CASE("rounds hold their invariants on the device, in float32 and in bfloat16") {
    const auto device = testDevice();
    MESSAGE("device: " << device.str());
    for (const std::string algorithm : {"ppo", "reinforce", "rloo", "grpo", "best_of_n"})
        for (const std::string precision : {"float32", "bfloat16"}) {
            CAPTURE(algorithm);
            CAPTURE(precision);
            auto trainer = trainerOn(device, algorithm, precision);
            // Ratio, KL and masks are checked within; a broken one throws.
            const auto first = trainer.round(silent).metrics;
            CHECK(std::abs(first.at("objective/kl")) < 1e-3);
            double last = 0;
            for (int round = 0; round < 8; ++round) last = trainer.round(silent).metrics.at("objective/scores");
            CHECK(last > first.at("objective/scores") + 0.05);
        }
}

TEST_CASE("the device's captions and log-probabilities are the CPU's") {
    const auto device = testDevice();
    const torch::NoGradGuard noGrad;
    const auto onCpu = tinyCaptioner(), onDevice = tinyCaptioner();
    const auto features = tinyFeatures(*onCpu, 6);
    onDevice->to(device);
    const GenerationOptions greedy{.mode = "greedy", .maxNewTokens = 10};
    const auto expected = generate(*onCpu, features, 1, greedy), found = generate(*onDevice, features.to(device), 1, greedy);
    for (std::size_t row = 0; row < expected.size(); ++row) {
        CHECK(expected[row].ids == found[row].ids);
        CHECK(std::abs(expected[row].logprob - found[row].logprob) < 1e-3);
    }
    const auto ids = torch::randint(kTinyVocabulary, {12, 6}, torch::kInt64);
    const auto a = onCpu->decode(ids, features).logits, b = onDevice->decode(ids.to(device), features.to(device)).logits;
    CHECK((a - b.cpu()).abs().max().item<double>() < 1e-3);
}

TEST_CASE("a device tells its memory, the CPU has none to tell") {
    CHECK_FALSE(deviceMemory(torch::kCPU).has_value());
    if (!torch::cuda::is_available()) return;
    const auto memory = deviceMemory(testDevice());
    REQUIRE(memory.has_value());
    CHECK(memory->total > memory->free);
    CHECK(memory->free > 0);
}
