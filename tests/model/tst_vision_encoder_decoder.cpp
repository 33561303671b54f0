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
    const auto model = loadCaptioner(set->folder);
    checkGreedySteps(*model, featuresOf(*model, *set), *set, tolerance);
}

TEST_CASE("rows of one image share its keys, cached or not, and survive selection") {
    const auto set = openGolden(family);
    if (!set) return;
    const auto model = loadCaptioner(set->folder);
    checkSharedRows(*model, featuresOf(*model, *set), tolerance);
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
