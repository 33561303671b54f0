// The vision-encoder-decoder family against what the reference implementation computes.
#include <torch/torch.h>

#include <doctest/doctest.h>

#include "golden_captioner.h"
#include "model/load_captioner.h"

using namespace attune;
using namespace attune::test;

namespace {

constexpr double tolerance = 5e-5;
const std::string family = "vision-encoder-decoder";

}  // namespace

TEST_CASE("forward passes equal the reference's") {
    const auto set = openGolden(family);
    if (!set) return;
    torch::NoGradGuard noGrad;
    const auto model = loadCaptioner(set->folder);
    const torch::Tensor features = model->encodeImages((*set)["pixel_values"]);
    checkClose(features, *set, "vision_last_hidden_state", tolerance);

    const torch::Tensor ids = (*set)["decoder_input_ids"];
    const torch::Tensor logits = model->decode(ids, features, (*set)["decoder_attention_mask"]).logits;
    checkClose(logits, *set, "logits", tolerance);
    checkClose(labelLogprobs(logits, (*set)["labels"]), *set, "token_logprobs", tolerance);
    checkClose(model->decode(ids, features).logits.select(1, -1), *set, "logits_no_mask_last", tolerance);
}

TEST_CASE("loss and gradients equal the reference's") {
    const auto set = openGolden(family);
    if (!set) return;
    const auto model = loadCaptioner(set->folder);
    const torch::Tensor features = model->encodeImages((*set)["pixel_values"]);
    const torch::Tensor logits = model->decode((*set)["decoder_input_ids"], features).logits;
    const torch::Tensor labels = (*set)["labels"];
    const torch::Tensor loss = torch::nn::functional::cross_entropy(logits.flatten(0, 1), labels.flatten());
    checkClose(loss.view({1}), *set, "loss", 1e-5);

    checkGradients(*model, loss, *set);
}

TEST_CASE("greedy steps with a cache give the reference's logits and ids") {
    const auto set = openGolden(family);
    if (!set) return;
    torch::NoGradGuard noGrad;
    const auto model = loadCaptioner(set->folder);
    const torch::Tensor features = model->encodeImages((*set)["pixel_values"]);
    const torch::Tensor ids = (*set)["greedy_ids"], logits = (*set)["greedy_logits"];
    const auto rows = ids.size(0), steps = logits.size(1);
    auto cache = model->makeCache(features, rows, steps);
    for (std::int64_t row = 0; row < rows; ++row)
        CHECK(ids[row][0].item<std::int64_t>() == model->specialTokens().start);

    std::vector<bool> ended(static_cast<std::size_t>(rows), false);
    for (std::int64_t t = 0; t < steps; ++t) {
        const torch::Tensor step =
            model->decodeNext(ids.narrow(1, t, 1), *cache).logits.select(1, 0);  // (N, V)
        CHECK(cache->length() == t + 1);
        for (std::int64_t row = 0; row < rows; ++row) {
            if (ended[static_cast<std::size_t>(row)]) continue;
            CHECK(maxDifference(step[row], logits[row][t]) < tolerance);
            const auto next = step[row].argmax().item<std::int64_t>();
            CHECK(next == ids[row][t + 1].item<std::int64_t>());
            for (const auto end : model->specialTokens().end)
                if (next == end) ended[static_cast<std::size_t>(row)] = true;
        }
    }
}

TEST_CASE("rows of one image share its keys, cached or not, and survive selection") {
    const auto set = openGolden(family);
    if (!set) return;
    torch::NoGradGuard noGrad;
    const auto model = loadCaptioner(set->folder);
    const torch::Tensor features = model->encodeImages((*set)["pixel_values"]);  // (B, S, D)
    const auto images = features.size(0);
    torch::manual_seed(1);
    const torch::Tensor ids = torch::randint(model->vocabularySize(), {images * 2, 6}, torch::kInt64);
    const torch::Tensor whole = model->decode(ids, features).logits;
    CHECK(maxDifference(whole, model->decode(ids, features.repeat_interleave(2, 0)).logits) < tolerance);

    auto cache = model->makeCache(features, images * 2, 6);
    const torch::Tensor first = model->decodeNext(ids.narrow(1, 0, 3), *cache).logits.select(1, 0);
    CHECK(maxDifference(first, whole.select(1, 2)) < tolerance);
    torch::Tensor rows = torch::arange(images * 2, torch::kInt64).flip(0).slice(0, 1);
    cache->select(rows);
    for (std::int64_t t = 3; t < 6; ++t) {
        const torch::Tensor next =
            model->decodeNext(ids.index_select(0, rows).narrow(1, t, 1), *cache).logits;
        CHECK(maxDifference(next.select(1, 0), whole.index_select(0, rows).select(1, t)) < tolerance);
        if (t == 4) continue;
        const torch::Tensor fewer = torch::arange(rows.size(0) - 1, torch::kInt64);
        cache->select(fewer);
        rows = rows.index_select(0, fewer);
    }
}

TEST_CASE("attention to the image is a distribution") {
    const auto set = openGolden(family);
    if (!set) return;
    torch::NoGradGuard noGrad;
    const auto model = loadCaptioner(set->folder);
    const torch::Tensor features = model->encodeImages((*set)["pixel_values"]);
    const torch::Tensor ids = (*set)["decoder_input_ids"];
    const torch::Tensor weights = model->decode(ids, features, {}, true).crossAttention;
    CHECK(weights.sizes() == torch::IntArrayRef({ids.size(0), ids.size(1), features.size(1)}));
    CHECK(maxDifference(weights.sum(-1), torch::ones({ids.size(0), ids.size(1)})) < 1e-5);
}
