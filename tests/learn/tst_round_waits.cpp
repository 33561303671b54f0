// How often a round of policy optimisation would wait for a GPU, counted on the CPU: as often for long
// captions as for short ones, for many as for few. Writing them is looked at in
// tests/model/tst_generation_waits.cpp.
#include "doctest_torch.h"

#include <cstdint>
#include <map>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include "device_waits.h"
#include "model/generation.h"
#include "policy_toys.h"

using namespace attune;
using namespace attune::test;

namespace {

constexpr std::uint64_t kSeed = 5;

struct Size {
    int images, captionsPerImage, tokens;
};

/// Without an end token: captions are as long as they may be.
std::shared_ptr<VisionEncoderDecoder> endlessCaptioner() {
    auto options = tinyOptions();
    options.decoder.positions = 40;
    options.tokens.end.clear();
    auto captioner = VisionEncoderDecoder::random(options, 1);
    captioner->eval();
    return captioner;
}

PolicyOptions optionsOf(const std::string& algorithm, const Size& size) {
    auto options = smallOptions(algorithm);
    options.baseline = "group";  // no greedy captions: on the CPU each of their tokens waits
    options.images = options.minibatchImages = size.images;
    options.captionsPerImage = size.captionsPerImage;
    options.maxNewTokens = size.tokens;
    return options;
}

/// All different, so that no part of a round finds nothing to learn.
RewardScores rising(const RewardRequest& request) {
    return {torch::linspace(0, 1, static_cast<std::int64_t>(request.rows.size())), {}};
}

class PhaseWaits : public Observer {
  public:
    void phase(const std::string& name) override { m_before[name] = m_waits.count(); }
    /// From the beginning of a phase until now.
    int since(const std::string& name) const { return m_waits.count() - m_before.at(name); }

  private:
    const DeviceWaits m_waits;
    std::map<std::string, int> m_before;
};

/// Of a first round once its captions are written: reward, reference, and epochs of one minibatch each.
int waitsOfLearning(const std::string& algorithm, const Size& size) {
    const auto policy = endlessCaptioner();
    PolicyTrainer trainer(policy, nullptr, imageSet(tinyFeatures(*policy, kToyImages)), rising,
                          optionsOf(algorithm, size), 1);
    PhaseWaits waits;
    const auto report = trainer.round(waits);
    CHECK(report.rollout.packed.length() == size.tokens);
    CHECK(report.metrics.at("policy/updates") == optionsOf(algorithm, size).epochs);
    return waits.since("reward");
}

/// What a rollout waits beside the generation of its captions, which on the CPU does so at each token.
int waitsBesideGeneration(const Size& size) {
    const torch::NoGradGuard noGrad;
    const auto policy = endlessCaptioner();
    const auto options = optionsOf("ppo", size);
    const auto features = tinyFeatures(*policy, size.images);
    const auto set = imageSet(features);
    std::vector<std::int64_t> images(static_cast<std::size_t>(size.images));
    std::iota(images.begin(), images.end(), std::int64_t{0});
    const int all = deviceWaits([&] {
        const auto rollout = sampleRollout(*policy, set, images, options, kSeed, silent);
        teacherForce(*policy, rollout, options, true, silent);
    });
    const GenerationOptions sampling{
        .mode = "sample", .maxNewTokens = size.tokens, .temperature = options.temperature};
    return all - deviceWaits([&] { generate(*policy, features, size.captionsPerImage, sampling, kSeed); });
}

}  // namespace

TEST_CASE("a PPO round waits as often for twice the tokens and twice the captions") {
    // Of one image, lest a critic that explains nothing is started again: whether it does depends on the
    // numbers.
    const int waits = waitsOfLearning("ppo", {1, 4, 8});
    CHECK(waits > 0);
    CHECK(waitsOfLearning("ppo", {1, 4, 16}) == waits);
    CHECK(waitsOfLearning("ppo", {1, 8, 8}) == waits);
}

TEST_CASE("rounds of the other methods wait as often for twice the tokens and twice the images") {
    for (const std::string algorithm : {"reinforce", "rloo", "grpo", "best_of_n"}) {
        CAPTURE(algorithm);
        const int waits = waitsOfLearning(algorithm, {4, 4, 8});
        CHECK(waits > 0);
        CHECK(waitsOfLearning(algorithm, {4, 4, 16}) == waits);
        CHECK(waitsOfLearning(algorithm, {8, 4, 8}) == waits);
    }
}

TEST_CASE("a rollout waits no more for long captions than for short ones, once they are written") {
    const int waits = waitsBesideGeneration({4, 4, 8});
    CHECK(waitsBesideGeneration({4, 4, 16}) == waits);
    CHECK(waitsBesideGeneration({8, 4, 8}) == waits);
}
