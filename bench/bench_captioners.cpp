// Captions at the sizes that people use: ViT + GPT-2 (0.24 B parameters) and BLIP base (0.25 B), with random weights.
#include <benchmark/benchmark.h>
#include <torch/torch.h>

#include <chrono>
#include <fstream>
#include <string>

#include "model/blip.h"
#include "model/generation.h"
#include "model/vision_encoder_decoder.h"

using namespace attune;

namespace {

constexpr int kTokens = 16;

/// Without an end token: every caption is as long as it may be.
std::shared_ptr<Captioner> captionerOf(const std::string& size) {
    if (size == "vit-gpt2") {
        VisionEncoderDecoderOptions o;  // the defaults are those of ViT-B/16 and the smallest GPT-2
        o.encoder.pooler = false;
        o.tokens = {.start = 0, .pad = 0, .end = {}};
        return VisionEncoderDecoder::random(o, 1);
    }
    BlipOptions o;
    o.text.vocabularySize = 30524;
    o.tokens = {.start = 30522, .pad = 0, .end = {}};
    return Blip::random(o, 1);
}

/// Floating-point operations of captioning `batch` pictures: two for each weight and each place that it is applied to, and
/// four for each pair of states, and width, that attention compares.
double operations(const Captioner& captioner, double batch) {
    const double d = 768, layers = 12, side = static_cast<double>(captioner.imageHeight()) / 16, patches = side * side;
    const double states = patches + 1, vocabulary = static_cast<double>(captioner.vocabularySize());
    const double tower = 2 * patches * d * d + layers * (2 * states * 12 * d * d + 4 * states * states * d);
    const double keys = layers * 2 * states * 2 * d * d;
    // Self-attention 4 d^2, query and output of cross-attention 2 d^2, feed-forward 8 d^2; BLIP's head has d^2 more.
    const double token = layers * (2 * 14 * d * d + 4 * d * (states + kTokens / 2.0)) + 2 * d * vocabulary;
    return batch * (tower + keys + kTokens * token);
}

double seconds(const std::function<void()>& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// Operations per second of a large matrix product, the best of some: other work may share the processor.
double matrixRate(torch::Dtype dtype) {
    const torch::Tensor a = torch::randn({1536, 1536}).to(dtype), b = torch::randn({1536, 1536}).to(dtype);
    double best = 1e9;
    for (int i = 0; i < 6; ++i) best = std::min(best, seconds([&] { benchmark::DoNotOptimize(torch::mm(a, b)); }));
    return 2.0 * 1536 * 1536 * 1536 / best;
}

/// Largest resident memory since the last call with `reset`, in bytes. Linux only; 0 elsewhere.
double peakMemory(bool reset) {
    if (reset) std::ofstream("/proc/self/clear_refs") << "5";
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.rfind("VmHWM:", 0) == 0) return std::stod(line.substr(6)) * 1024;
    return 0;
}

/// Pictures in, captions out.
void captions(benchmark::State& state, const std::string& size, torch::Dtype dtype) {
    const torch::NoGradGuard noGrad;
    const auto captioner = captionerOf(size);
    captioner->to(dtype);
    torch::manual_seed(1);
    const auto batch = state.range(0);
    const torch::Tensor pixels =
        torch::randn({batch, 3, captioner->imageHeight(), captioner->imageWidth()}).to(dtype);
    const GenerationOptions options{.mode = "greedy", .maxNewTokens = kTokens};
    generate(*captioner, captioner->encodeImages(pixels.narrow(0, 0, 1)), 1, options);  // warm
    const double rate = matrixRate(dtype);
    peakMemory(true);
    double spent = 0, encoding = 0;
    for (auto _ : state) {
        torch::Tensor features;
        encoding += seconds([&] { features = captioner->encodeImages(pixels); });
        spent += seconds([&] { benchmark::DoNotOptimize(generate(*captioner, features, 1, options)); });
    }
    spent += encoding;
    const double runs = static_cast<double>(state.iterations());
    state.counters["captions/s"] = runs * static_cast<double>(batch) / spent;
    state.counters["of_matmul"] = runs * operations(*captioner, static_cast<double>(batch)) / spent / rate;
    state.counters["matmul_GFLOPS"] = rate / 1e9;
    state.counters["encode_share"] = encoding / spent;
    state.counters["peak_MiB"] = peakMemory(false) / 1024 / 1024;
    double weights = 0;
    for (const auto& parameter : captioner->parameters()) weights += static_cast<double>(parameter.nbytes());
    state.counters["weights_MiB"] = weights / 1024 / 1024;
}

}  // namespace

BENCHMARK_CAPTURE(captions, vit_gpt2_float32, "vit-gpt2", torch::kFloat32)->Arg(1)->Arg(16)->Iterations(2)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(captions, vit_gpt2_bfloat16, "vit-gpt2", torch::kBFloat16)->Arg(1)->Arg(16)->Iterations(2)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(captions, blip_base_float32, "blip", torch::kFloat32)->Arg(1)->Arg(16)->Iterations(2)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(captions, blip_base_bfloat16, "blip", torch::kBFloat16)->Arg(1)->Arg(16)->Iterations(2)->Unit(benchmark::kMillisecond)->UseRealTime();
