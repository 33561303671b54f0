// Generation and scoring against the reference implementation, and what must hold for any captioner.
#include <torch/torch.h>

#include <doctest/doctest.h>

#include <cmath>

#include "golden_captioner.h"
#include "model/load_captioner.h"
#include "model/score.h"
#include "small_captioner.h"

using namespace attune;
using namespace attune::test;

namespace {

const std::string family = "vision-encoder-decoder";

/// Weights wide apart, lest all captions are much the same.
std::shared_ptr<VisionEncoderDecoder> smallModel() {
    auto options = smallOptions();
    options.encoder.imageWidth = 16;
    options.encoder.initializerRange = options.decoder.initializerRange = 0.4;
    return VisionEncoderDecoder::random(options, 5);
}

std::vector<Ids> idsOf(const std::vector<GeneratedCaption>& captions) {
    std::vector<Ids> all;
    for (const auto& caption : captions) all.push_back(caption.ids);
    return all;
}

}  // namespace

TEST_CASE("captions equal the reference's") {
    const auto set = openGolden(family);
    if (!set) return;
    const auto model = loadCaptioner(set->folder);
    checkAllGenerated(*model, featuresOf(*model, *set), *set);
}

TEST_CASE("scores of given captions equal the reference's") {
    const auto set = openGolden(family);
    if (!set) return;
    const auto model = loadCaptioner(set->folder);
    torch::NoGradGuard noGrad;
    const torch::Tensor labels = (*set)["labels"];
    std::vector<Ids> captions;
    for (std::int64_t row = 0; row < labels.size(0); ++row) {
        captions.emplace_back();
        for (std::int64_t t = 0; t < labels.size(1) && labels[row][t].item<std::int64_t>() >= 0; ++t)
            captions.back().push_back(labels[row][t].item<std::int64_t>());
    }
    const auto scores = scoreCaptions(*model, model->encodeImages((*set)["pixel_values"]), captions);
    for (std::size_t row = 0; row < scores.size(); ++row) {
        REQUIRE(scores[row].size() == captions[row].size());
        for (std::size_t t = 0; t < scores[row].size(); ++t)
            CHECK(std::abs(
                      scores[row][t] -
                      (*set)["token_logprobs"][static_cast<std::int64_t>(row)][static_cast<std::int64_t>(t)]
                          .item<double>()) < 5e-5);
    }
}

TEST_CASE("a seed decides the samples, row by row") {
    const auto model = smallModel();
    torch::manual_seed(1);
    const torch::Tensor features = model->encodeImages(torch::randn({5, 3, 16, 16})).detach();
    const GenerationOptions options{.mode = "sample", .maxNewTokens = 20, .temperature = 1.3};
    const auto first = idsOf(generate(*model, features, 4, options, 7));
    CHECK(first == idsOf(generate(*model, features, 4, options, 7)));
    CHECK(first != idsOf(generate(*model, features, 4, options, 8)));
    // The first images' captions do not depend on the images behind them.
    auto fewer = idsOf(generate(*model, features.narrow(0, 0, 2), 4, options, 7));
    CHECK(fewer == std::vector<Ids>(first.begin(), first.begin() + 8));
}

TEST_CASE("captions do not depend on how often the caller waits for the device") {
    const auto model = smallModel();
    torch::manual_seed(6);
    const torch::Tensor features = model->encodeImages(torch::randn({6, 3, 16, 16})).detach();
    for (const std::string mode : {"greedy", "sample"}) {
        for (const int least : {0, 6}) {
            const GenerationOptions options{.mode = mode, .maxNewTokens = 21, .minNewTokens = least, .temperature = 1.2};
            const auto one = generateInBlocks(*model, features, mode == "greedy" ? 1 : 4, options, 9, 1);
            for (const std::int64_t block : {2, 8, 64}) {
                const auto other = generateInBlocks(*model, features, mode == "greedy" ? 1 : 4, options, 9, block);
                CHECK(idsOf(one) == idsOf(other));
                for (std::size_t row = 0; row < one.size(); ++row)
                    CHECK(std::abs(one[row].logprob - other[row].logprob) < 1e-5);
            }
        }
    }
}

TEST_CASE("log-probabilities of generated captions are those of scoring them") {
    const auto model = smallModel();
    torch::manual_seed(2);
    const torch::Tensor features = model->encodeImages(torch::randn({4, 3, 16, 16})).detach();
    for (const std::string mode : {"greedy", "sample", "beam"}) {
        CAPTURE(mode);
        const std::int64_t n = mode == "greedy" ? 1 : 3;
        const GenerationOptions options{.mode = mode,
                                        .maxNewTokens = 24,
                                        .temperature = 0.8,
                                        .topK = 15,
                                        .topP = 0.9,
                                        .repetitionPenalty = 1.1,
                                        .noRepeatNgram = 3,
                                        .beams = 3};
        const auto captions = generate(*model, features, n, options, 3);
        const auto scores = scoreCaptions(*model, features, idsOf(captions));
        for (std::size_t row = 0; row < captions.size(); ++row) {
            double sum = 0;
            for (const double value : scores[row]) sum += value;
            CHECK(std::abs(sum - captions[row].logprob) < 1e-3);
            if (mode != "greedy") continue;
            for (std::size_t t = 0; t < scores[row].size(); ++t)
                CHECK(std::abs(scores[row][t] - captions[row].tokenLogprobs[t]) < 5e-5);
        }
    }
}

TEST_CASE("samples follow the captioner's distribution") {
    const auto model = smallModel();
    torch::NoGradGuard noGrad;
    torch::manual_seed(3);
    const torch::Tensor features = model->encodeImages(torch::randn({1, 3, 16, 16}));
    const std::int64_t n = 20000;
    const auto captions =
        generate(*model, features, n, {.mode = "sample", .maxNewTokens = 1, .temperature = 0.7}, 11);
    const torch::Tensor logits = model->decode(torch::full({1, 1}, 0, torch::kInt64), features).logits[0][0];
    const torch::Tensor logprobs = torch::log_softmax(logits / 0.7, -1);
    std::vector<double> counts(20, 0);
    for (const auto& caption : captions) {
        counts[static_cast<std::size_t>(caption.ids[0])] += 1;
        CHECK(std::abs(caption.tokenLogprobs[0] - logprobs[caption.ids[0]].item<double>()) < 1e-4);
    }
    for (std::int64_t id = 0; id < 20; ++id) {
        const double p = logprobs[id].exp().item<double>();
        CHECK(std::abs(counts[static_cast<std::size_t>(id)] / n - p) < 5 * std::sqrt(p * (1 - p) / n) + 1e-6);
    }
}

TEST_CASE("limits are kept and bad requests refused") {
    const auto model = smallModel();
    torch::manual_seed(4);
    const torch::Tensor features = model->encodeImages(torch::randn({3, 3, 16, 16})).detach();
    // What is written can be read: behind the start token there is room for 23.
    for (const auto& caption : generate(*model, features, 2, {.mode = "sample", .maxNewTokens = 100, .minNewTokens = 100}, 1)) {
        CHECK(caption.ids.size() == 23);
        CHECK(scoreCaptions(*model, features, {caption.ids, caption.ids, caption.ids}).size() == 3);
    }
    for (const auto& caption : generate(*model, features, 2, {.mode = "sample", .minNewTokens = 6}, 1)) {
        REQUIRE(caption.ids.size() >= 7);
        for (std::size_t t = 0; t < 6; ++t) CHECK((caption.ids[t] != 2 && caption.ids[t] != 3));
    }
    CHECK(generate(*model, features.narrow(0, 0, 0), 2, {}).empty());
    CHECK_THROWS_AS(generate(*model, features, 2, {.mode = "greedy"}), Error);
    CHECK_THROWS_AS(generate(*model, features, 4, {.mode = "beam", .beams = 3}), Error);
    CHECK_THROWS_AS(generate(*model, features, 1, {.mode = "guess"}), Error);
    CHECK_THROWS_AS(generate(*model, features, 1, {.maxNewTokens = 3, .minNewTokens = 4}), Error);
    CHECK_THROWS_AS(scoreCaptions(*model, features, {{1}, {2}, {20}}), Error);
    CHECK_THROWS_AS(scoreCaptions(*model, features, {Ids(25, 1), {2}, {3}}), Error);
}
