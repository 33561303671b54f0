// How fast captions are written at the size of the Scenes model.
#include <benchmark/benchmark.h>
#include <torch/torch.h>

#include "learn/captioner_sizes.h"
#include "model/generation.h"

using namespace attune;

namespace {

constexpr std::int64_t batch = 64;

struct Fixture {
    /// Without an end token, so that every row has the full length.
    std::shared_ptr<VisionEncoderDecoder> model = bench::captionerOfSize("scenes");
    torch::Tensor pixels, features;

    Fixture() {
        torch::NoGradGuard noGrad;
        torch::manual_seed(1);
        pixels = torch::randn({batch, 3, 64, 64});
        features = model->encodeImages(pixels);
    }
};

void countTokens(benchmark::State& state, std::int64_t tokensPerCaption, std::int64_t captions) {
    state.counters["tokens/s"] = benchmark::Counter(static_cast<double>(tokensPerCaption * captions),
                                                    benchmark::Counter::kIsIterationInvariantRate);
    state.counters["captions/s"] =
        benchmark::Counter(static_cast<double>(captions), benchmark::Counter::kIsIterationInvariantRate);
}

void generateCached(benchmark::State& state, const char* mode, std::int64_t perImage) {
    const Fixture f;
    const auto tokens = state.range(0);
    const GenerationOptions options{.mode = mode, .maxNewTokens = static_cast<int>(tokens)};
    const torch::Tensor features = f.features.narrow(0, 0, batch / perImage);
    for (auto _ : state) benchmark::DoNotOptimize(generate(*f.model, features, perImage, options, 1));
    countTokens(state, tokens, batch);
}

void greedyWithCache(benchmark::State& state) {
    generateCached(state, "greedy", 1);
}
void samplingWithCache(benchmark::State& state) {
    generateCached(state, "sample", 1);
}
void samplingFourPerImage(benchmark::State& state) {
    generateCached(state, "sample", 4);
}

/// The whole prefix is decoded again for each token: what the cache saves.
void withoutCache(benchmark::State& state, bool sampling) {
    const Fixture f;
    torch::NoGradGuard noGrad;
    for (auto _ : state) {
        torch::Tensor ids = torch::zeros({batch, 1}, torch::kInt64);
        for (std::int64_t t = 0; t < state.range(0); ++t) {
            const torch::Tensor last = f.model->decode(ids, f.features).logits.select(1, t);  // (N, V)
            const torch::Tensor next =
                sampling ? torch::softmax(last, -1).multinomial(1) : last.argmax(-1, true);
            ids = torch::cat({ids, next}, 1);
        }
        benchmark::DoNotOptimize(ids);
    }
    countTokens(state, state.range(0), batch);
}

void greedyWithoutCache(benchmark::State& state) {
    withoutCache(state, false);
}
void samplingWithoutCache(benchmark::State& state) {
    withoutCache(state, true);
}

void encodeImages(benchmark::State& state) {
    const Fixture f;
    torch::NoGradGuard noGrad;
    for (auto _ : state) benchmark::DoNotOptimize(f.model->encodeImages(f.pixels));
    state.counters["images/s"] =
        benchmark::Counter(static_cast<double>(batch), benchmark::Counter::kIsIterationInvariantRate);
}

/// Pictures in, captions out.
void greedyFromPixels(benchmark::State& state) {
    const Fixture f;
    torch::NoGradGuard noGrad;
    const GenerationOptions options{.mode = "greedy", .maxNewTokens = static_cast<int>(state.range(0))};
    for (auto _ : state)
        benchmark::DoNotOptimize(generate(*f.model, f.model->encodeImages(f.pixels), 1, options));
    countTokens(state, state.range(0), batch);
}

/// One teacher-forced step of training the decoder: 32 images x 4 captions.
void decoderTrainingStep(benchmark::State& state) {
    const Fixture f;
    const torch::Tensor features = f.features.narrow(0, 0, 32);
    const torch::Tensor ids = torch::randint(512, {128, state.range(0)}, torch::kInt64);
    for (auto _ : state) {
        f.model->zero_grad();
        const torch::Tensor logits = f.model->decode(ids, features).logits;
        torch::nn::functional::cross_entropy(logits.flatten(0, 1), ids.flatten()).backward();
    }
    countTokens(state, state.range(0), 128);
}

}  // namespace

BENCHMARK(encodeImages)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(greedyWithCache)->Arg(16)->Arg(24)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(greedyWithoutCache)->Arg(16)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(samplingWithCache)->Arg(16)->Arg(24)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(samplingFourPerImage)->Arg(16)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(samplingWithoutCache)->Arg(16)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(greedyFromPixels)->Arg(16)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(decoderTrainingStep)->Arg(20)->Unit(benchmark::kMillisecond)->UseRealTime();
