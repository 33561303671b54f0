// Seconds of a round of PPO at the size of the Scenes captioner, and where they go.
#include <benchmark/benchmark.h>
#include <torch/torch.h>

#include <chrono>

#include "learn/captioner_sizes.h"
#include "learn/policy_trainer.h"

namespace {

using namespace attune;

/// 256 images with four captions of 16 tokens each (there is no end token, so that rounds are comparable), default settings
/// otherwise.
void BM_PpoRound(benchmark::State& state) {
    torch::manual_seed(1);
    const auto policy = bench::captionerOfSize("scenes");
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
