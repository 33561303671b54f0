// Seconds of a round of PPO at the size of the Scenes captioner, and where they go.
#include <benchmark/benchmark.h>
#include <torch/torch.h>

#include <chrono>

#include "learn/policy_trainer.h"
#include "model/vision_encoder_decoder.h"

namespace {

using namespace attune;

/// 64 px, patch 8, d 128, 4 layers of vision, 2 of text: what `resources/models/scenes` is.
std::shared_ptr<VisionEncoderDecoder> scenesSizedCaptioner() {
    VisionEncoderDecoderOptions options;
    options.encoder.hiddenSize = 128;
    options.encoder.layers = 4;
    options.encoder.heads = 4;
    options.encoder.intermediateSize = 512;
    options.encoder.imageHeight = options.encoder.imageWidth = 64;
    options.encoder.patchHeight = options.encoder.patchWidth = 8;
    options.encoder.pooler = false;
    options.decoder.vocabularySize = 512;
    options.decoder.positions = 32;
    options.decoder.hiddenSize = 128;
    options.decoder.layers = 2;
    options.decoder.heads = 4;
    options.tokens.start = options.tokens.pad = 0;
    // No end token: every caption has 16 tokens, so that rounds are comparable.
    options.tokens.end = {};
    return VisionEncoderDecoder::random(options, 1);
}

/// 256 images with four captions of 16 tokens each, default settings otherwise.
void BM_PpoRound(benchmark::State& state) {
    torch::manual_seed(1);
    const auto policy = scenesSizedCaptioner();
    policy->eval();
    const auto pixels = torch::randn({256, 3, 64, 64});
    PolicyOptions options;
    options.maxNewTokens = 16;
    options.missingEndPenalty = 0;
    RoundSeconds sum;
    // The vision tower runs within the round here, as it does in the first round of a run.
    double encode = 0;
    const ImageSet images{256, [&](const std::vector<std::int64_t>& indices) {
                              const torch::NoGradGuard noGrad;
                              const auto begin = std::chrono::steady_clock::now();
                              auto states = policy->encodeImages(
                                  pixels.index_select(0, torch::tensor(indices, torch::kInt64)));
                              encode += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
                              return states;
                          }};
    const auto reward = [](const RewardRequest& request) {
        return RewardScores{torch::randn({static_cast<std::int64_t>(request.rows.size())}), {}};
    };
    PolicyTrainer trainer(policy, nullptr, images, reward, options, 1);
    Observer silent;
    encode = 0;
    for (auto unused : state) {
        const auto seconds = trainer.round(silent).seconds;
        sum.rollout += seconds.rollout;
        sum.reference += seconds.reference;
        sum.update += seconds.update;
    }
    const auto average = [](double seconds) { return benchmark::Counter(seconds, benchmark::Counter::kAvgIterations); };
    state.counters["encode_s"] = average(encode);
    state.counters["rollout_s"] = average(sum.rollout - encode);
    state.counters["reference_s"] = average(sum.reference);
    state.counters["update_s"] = average(sum.update);
    state.counters["captions/s"] =
        benchmark::Counter(1024, benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(BM_PpoRound)->Unit(benchmark::kSecond)->Iterations(3)->UseRealTime();

}  // namespace
