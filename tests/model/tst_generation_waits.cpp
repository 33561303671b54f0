// How often writing captions would wait for a GPU, counted on the CPU: once per block of tokens, not once per
// token.
#include <torch/torch.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "device_waits.h"
#include "golden_chat.h"
#include "small_captioner.h"

using namespace attune;
using namespace attune::test;

namespace {

constexpr std::int64_t kBlock = 8;
/// Of sampling, between two blocks: numbers to draw by go to the device, what was written comes back.
constexpr int kWaitsPerBlock = 2;
/// Where rows leave as well, their places in the cache go to the device, to the host, and to the next tokens.
constexpr int kWaitsOfRetiring = 3;
/// Of beam search, at each token: candidates come back; tokens and sums go to the device, the beams that go on
/// to both sides.
constexpr int kWaitsPerBeamToken = 4;

std::shared_ptr<VisionEncoderDecoder> longModel() {
    auto options = smallOptions();
    options.decoder.positions = 72;
    options.encoder.initializerRange = options.decoder.initializerRange = 0.4;
    auto model = VisionEncoderDecoder::random(options, 5);
    model->eval();
    return model;
}

torch::Tensor pictures(VisionEncoderDecoder& model, std::int64_t count) {
    torch::manual_seed(1);
    return model.encodeImages(torch::randn({count, 3, 16, 24})).detach();
}

/// No row ends before its last token.
GenerationOptions withoutEnd(const std::string& mode, int tokens) {
    GenerationOptions options{.mode = mode, .maxNewTokens = tokens, .minNewTokens = tokens, .beams = 2};
    if (mode == "sample") {
        options.temperature = 0.8;
        options.topK = 9;
        options.topP = 0.95;
    }
    return options;
}

/// As on a GPU, in blocks. @param tokens  of each caption
int waitsOf(const std::string& mode, int tokens, std::int64_t images = 4) {
    const auto model = longModel();
    const torch::Tensor features = pictures(*model, images);
    const std::int64_t each = mode == "greedy" ? 1 : 2;
    return deviceWaits(
        [&] { generateInBlocks(*model, features, each, withoutEnd(mode, tokens), 3, kBlock); });
}

int readsOfNextToken(Captioner& model, const torch::Tensor& features) {
    const auto rows = features.size(0) * 3;
    const auto cache = model.makeCache(features, rows, 4);
    const auto next = [&](std::int64_t count) {
        model.decodeNext(torch::full({count, 1}, model.specialTokens().start, torch::kInt64), *cache);
    };
    next(rows);
    cache->select(torch::arange(1, rows, torch::kInt64));
    next(rows - 1);  // may lay the pictures out anew, once
    const DeviceWaits waits;
    next(rows - 1);
    return waits.reads();
}

}  // namespace

TEST_CASE("what waits for a GPU is counted on the CPU, and what does not is not") {
    const torch::NoGradGuard noGrad;
    const torch::Tensor x = torch::arange(6, torch::kFloat32), mask = x > 2;
    const auto reads = [](const std::function<void()>& work) {
        const DeviceWaits waits;
        work();
        return waits.reads();
    };
    CHECK(reads([&] { x.sum().item<float>(); }) == 1);
    CHECK(reads([&] { mask.any().item<bool>(); }) >= 1);
    CHECK(reads([&] { mask.any().is_nonzero(); }) >= 1);
    CHECK(reads([&] { mask.nonzero(); }) >= 1);
    CHECK(reads([&] { x.index({mask}); }) >= 1);
    CHECK(reads([&] { x.masked_select(mask); }) >= 1);
    CHECK(reads([&] { torch::equal(x, x); }) >= 1);
    CHECK(reads([&] { at::_unique2(x); }) >= 1);
    CHECK(deviceWaits([&] { x.cpu(); }) == 1);
    CHECK(deviceWaits([&] { x.to(torch::kCPU, torch::kFloat64); }) == 1);
    CHECK(deviceWaits([&] { x.to(mask.device()); }) == 1);
    CHECK(deviceWaits([&] {
              (x * 2 + x.to(torch::kFloat64)).masked_fill(mask, 1.0).sum();
              x.index_select(0, torch::arange(3, torch::kInt64)).argmax();
          }) == 0);
}

TEST_CASE("greedy search and sampling wait once per block of tokens, for all rows at once") {
    const torch::NoGradGuard noGrad;
    for (const std::string mode : {"greedy", "sample"}) {
        CAPTURE(mode);
        const int waits = mode == "greedy" ? 1 : kWaitsPerBlock;
        const int few = waitsOf(mode, 16), many = waitsOf(mode, 32), most = waitsOf(mode, 64);
        CHECK(many - few <= 2 * waits);
        CHECK(most - many <= 4 * waits);
        CHECK(waitsOf(mode, 16, 8) == few);
    }
}

TEST_CASE("rows that end add waits to a block, not to a token or a row") {
    const torch::NoGradGuard noGrad;
    const auto model = longModel();
    const torch::Tensor features = pictures(*model, 8);
    const GenerationOptions options{.mode = "sample", .maxNewTokens = 64, .temperature = 1.3};
    std::vector<GeneratedCaption> captions;
    const int waits =
        deviceWaits([&] { captions = generateInBlocks(*model, features, 4, options, 7, kBlock); });
    std::int64_t longest = 0, shortest = options.maxNewTokens;
    for (const auto& caption : captions) {
        const auto length = static_cast<std::int64_t>(caption.ids.size());
        longest = std::max(longest, length);
        shortest = std::min(shortest, length);
    }
    CHECK(shortest + kBlock < longest);  // some retire before others
    const int blocks = static_cast<int>((longest + kBlock - 1) / kBlock);
    const int begin = waitsOf("sample", static_cast<int>(kBlock)) - kWaitsPerBlock;
    CHECK(waits <= begin + blocks * (kWaitsPerBlock + kWaitsOfRetiring));
}

TEST_CASE("beam search waits a few times per token, for all images and beams at once") {
    const torch::NoGradGuard noGrad;
    const int few = waitsOf("beam", 12), many = waitsOf("beam", 24);
    CHECK(many - few <= 12 * kWaitsPerBeamToken);
    CHECK(waitsOf("beam", 12, 8) == few);
}

TEST_CASE("the next token of every family reads nothing back, also once rows have retired") {
    const torch::NoGradGuard noGrad;
    for (const std::string family : {"vision-encoder-decoder", "blip", "git"}) {
        CAPTURE(family);
        const auto set = openGolden(family);
        if (!set) continue;
        const auto model = loadCaptioner(set->folder);
        CHECK(readsOfNextToken(*model, model->encodeImages((*set)["pixel_values"])) == 0);
    }
    onEachChat([](Golden& set) { CHECK(readsOfNextToken(*set.model, generationFeatures(set)) == 0); });
}
