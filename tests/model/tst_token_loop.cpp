// What captioners do on the device that they run on, a GPU where there is one: the same as on the CPU, and without waiting for
// it at every token.
#include <torch/torch.h>

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "golden_chat.h"
#include "model/score.h"
#include "operator_log.h"
#include "test_device.h"

using namespace attune;
using namespace attune::test;

namespace {

/// Of logits, log-probabilities and maps in float32 between two devices, which add up in another order.
constexpr double kDeviceTolerance = 1e-3;

/// Takes the model to the test's device, and looks at the pictures there.
torch::Tensor featuresOnDevice(Golden& set) {
    set.model->to(testDevice());
    return generationFeatures(set, {}, testDevice());
}

/// What decoding one token more of each row calls.
OperatorLog nextToken(Captioner& model, KeyValueCache& cache, std::int64_t rows) {
    const torch::Tensor tokens =
        torch::full({rows, 1}, model.specialTokens().start, torch::dtype(torch::kInt64).device(testDevice()));
    return OperatorLog([&] { model.decodeNext(tokens, cache); });
}

}  // namespace

TEST_CASE("a token of a chat model copies nothing to the device, also once rows have retired") {
    const torch::NoGradGuard noGrad;
    // By these names the log knows them.
    const OperatorLog sample([] { torch::pow(2.0, torch::ones({1})).to(torch::kCPU); });
    REQUIRE(sample.count("aten::pow.Scalar") > 0);
    REQUIRE(sample.count("aten::to.dtype_layout") > 0);
    onEachChat([](Golden& set) {
        auto& model = *set.model;
        const torch::Tensor features = featuresOnDevice(set);
        const auto rows = features.size(0) * 3;
        const auto cache = model.makeCache(features, rows, 2);
        const OperatorLog even = nextToken(model, *cache, rows);
        CHECK(even.count("aten::pow.Scalar") == 0);  // how fast dimensions turn is known since the prompt
        cache->select(torch::arange(1, rows, torch::kInt64));
        const OperatorLog uneven = nextToken(model, *cache, rows - 1);
        CHECK(uneven.count("aten::index_copy") > 0);
        CHECK(uneven.count("aten::to.dtype_layout") == even.count("aten::to.dtype_layout"));
        CHECK(even.waits() == 0);
        CHECK(uneven.waits() == 0);
    });
}

TEST_CASE("a token of the other families waits for nothing") {
    const torch::NoGradGuard noGrad;
    for (const std::string family : {"vision-encoder-decoder", "blip", "git"}) {
        CAPTURE(family);
        const auto set = openGolden(family);
        if (!set) continue;
        const auto model = loadCaptioner(set->folder, testDevice());
        const torch::Tensor features = model->encodeImages((*set)["pixel_values"].to(testDevice()));
        const auto rows = features.size(0) * 3;
        const auto cache = model->makeCache(features, rows, 4);
        CHECK(nextToken(*model, *cache, rows).waits() == 0);
        cache->select(torch::arange(1, rows, torch::kInt64));
        nextToken(*model, *cache, rows - 1);  // may lay the pictures out anew, once
        CHECK(nextToken(*model, *cache, rows - 1).waits() == 0);
    }
}

TEST_CASE("generation waits for the device less than once per token, beam search a few times") {
    const torch::NoGradGuard noGrad;
    auto set = openChat("idefics3");
    if (!set) return;
    const torch::Tensor features = featuresOnDevice(*set);
    const auto waits = [&](const std::string& mode, int tokens) {
        const GenerationOptions options{.mode = mode, .maxNewTokens = tokens, .minNewTokens = tokens, .beams = 2};
        return OperatorLog([&] { generate(*set->model, features, mode == "greedy" ? 1 : 2, options, 3); }).waits();
    };
    for (const std::string mode : {"greedy", "sample"}) {
        CAPTURE(mode);
        CHECK(waits(mode, 24) - waits(mode, 8) < 16);
    }
    CHECK(waits("beam", 12) - waits("beam", 8) <= 4 * 4);
}

TEST_CASE("a model that goes to another device and back says the same there, whatever it has computed before") {
    const torch::NoGradGuard noGrad;
    onEachChat([](Golden& set) {
        auto& model = *set.model;
        const torch::Tensor features = generationFeatures(set);
        const auto start = torch::full({features.size(0), 1}, model.specialTokens().start, torch::kInt64);
        const torch::Tensor before = model.decode(start, features).logits;
        const torch::Tensor there = featuresOnDevice(set);
        CHECK(maxDifference(there.cpu(), features) < kDeviceTolerance);
        CHECK(maxDifference(model.decode(start.to(testDevice()), there).logits.cpu(), before) < kDeviceTolerance);
        model.to(torch::kCPU);
        CHECK(torch::equal(model.decode(start, features).logits, before));
    });
}

TEST_CASE("chat models write, score and look on the device as on the CPU") {
    const torch::NoGradGuard noGrad;
    onEachChat([](Golden& set) {
        auto& model = *set.model;
        const std::vector<GenerationOptions> ways{
            {.mode = "greedy", .maxNewTokens = 10},
            {.mode = "sample", .maxNewTokens = 10, .temperature = 0.8, .topK = 20, .topP = 0.95},
            {.mode = "greedy", .maxNewTokens = 10, .minNewTokens = 3, .repetitionPenalty = 1.3, .noRepeatNgram = 2},
            {.mode = "beam", .maxNewTokens = 8, .beams = 3}};
        const auto written = [&](const torch::Tensor& features) {
            std::vector<GeneratedCaption> all;
            for (const auto& options : ways)
                for (auto& caption : generate(model, features, options.mode == "greedy" ? 1 : 3, options, 5))
                    all.push_back(std::move(caption));
            return all;
        };
        const torch::Tensor features = generationFeatures(set);
        const auto images = features.size(0);
        const torch::Tensor ids = torch::arange(images * 2 * 5, torch::kInt64).remainder(model.vocabularySize()).view({-1, 5});
        std::vector<Ids> given;
        for (std::int64_t row = 0; row < ids.size(0); ++row) given.push_back(idsOf(ids[row]));
        const auto expected = written(features);
        const auto scores = scoreCaptions(model, features, given);
        const torch::Tensor maps = model.patchAttention(ids, features);

        const torch::Tensor there = featuresOnDevice(set);
        const auto found = written(there);
        REQUIRE(found.size() == expected.size());
        for (std::size_t i = 0; i < found.size(); ++i) {
            CAPTURE(i);
            CHECK(found[i].ids == expected[i].ids);
            CHECK(std::abs(found[i].logprob - expected[i].logprob) < kDeviceTolerance);
        }
        const auto again = scoreCaptions(model, there, given);
        for (std::size_t row = 0; row < given.size(); ++row)
            for (std::size_t t = 0; t < given[row].size(); ++t)
                CHECK(std::abs(again[row][t] - scores[row][t]) < kDeviceTolerance);
        CHECK(maxDifference(model.patchAttention(ids.to(testDevice()), there).cpu(), maps) < kDeviceTolerance);
    });
}

TEST_CASE("chat models with weights in bfloat16 write on the device") {
    const torch::NoGradGuard noGrad;
    onEachChat([](Golden& set) {
        const torch::Tensor features = generationFeatures(set).to(testDevice(), torch::kBFloat16);
        const auto half = loadCaptioner(set.folder, testDevice(), torch::kBFloat16);
        half->setPrompt({set.model->specialTokens().start});
        for (const auto& caption : generate(*half, features, 2, {.mode = "sample", .maxNewTokens = 6}, 1)) {
            CHECK_FALSE(caption.ids.empty());
            CHECK(std::isfinite(caption.logprob));
        }
        const std::vector<Ids> given(static_cast<std::size_t>(features.size(0)), Ids{1, 2});
        for (const auto& tokens : scoreCaptions(*half, features, given))
            for (const double logprob : tokens) CHECK(std::isfinite(logprob));
    });
}
