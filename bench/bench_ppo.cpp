// Seconds of a round of PPO at the size of the Scenes captioner, and where they go.
#include <benchmark/benchmark.h>
#include <torch/torch.h>

#include <chrono>

#include "learn/captioner_sizes.h"
#include "learn/policy_trainer.h"
#include "learn/untrained_reward.h"

namespace {

using namespace attune;

double secondsSince(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// Four captions of 16 tokens an image (there is no end token, so that rounds are comparable), default settings otherwise; then
/// the guard's look at what the round did.
void BM_PpoRound(benchmark::State& state) {
    torch::manual_seed(1);
    const auto policy = bench::captionerOfSize("scenes");
    PolicyOptions options;
    options.maxNewTokens = 16;
    options.missingEndPenalty = 0;
    const auto pixels = torch::randn({options.images, 3, 64, 64});
    const auto encoded = [&] {
        const torch::NoGradGuard noGrad;
        return policy->encodeImages(pixels);
    }();  // (B, S, D_v)
    // The vision tower runs within the round here, as it does in the first round of a run; the guard finds the states in memory.
    double encode = 0;
    bool looking = true;
    const ImageSet images{options.images, [&](const std::vector<std::int64_t>& indices) {
                              const torch::NoGradGuard noGrad;
                              const auto index = torch::tensor(indices, torch::kInt64);
                              if (looking) return encoded.index_select(0, index);
                              const auto begin = std::chrono::steady_clock::now();
                              auto states = policy->encodeImages(pixels.index_select(0, index));
                              encode += secondsSince(begin);
                              return states;
                          }};
    PolicyTrainer trainer(policy, nullptr, images, bench::untrainedReward(*policy, encoded), options, 1);
    Observer silent;
    trainer.look(silent);
    RoundSeconds sum;
    double look = 0;
    for (auto unused : state) {
        looking = false;
        const auto seconds = trainer.round(silent).seconds;
        sum.rollout += seconds.rollout;
        sum.reward += seconds.reward;
        sum.reference += seconds.reference;
        sum.update += seconds.update;
        looking = true;
        const auto begin = std::chrono::steady_clock::now();
        trainer.look(silent);
        look += secondsSince(begin);
    }
    const auto average = [](double seconds) { return benchmark::Counter(seconds, benchmark::Counter::kAvgIterations); };
    state.counters["encode_s"] = average(encode);
    state.counters["rollout_s"] = average(sum.rollout - encode);
    state.counters["reward_s"] = average(sum.reward);
    state.counters["reference_s"] = average(sum.reference);
    state.counters["update_s"] = average(sum.update);
    state.counters["look_s"] = average(look);
    state.counters["captions/s"] =
        benchmark::Counter(1024, benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(BM_PpoRound)->Unit(benchmark::kSecond)->Iterations(3)->UseRealTime();

}  // namespace
