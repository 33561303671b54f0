// The chat families against what the reference implementation computes.
#include <torch/torch.h>

#include <doctest/doctest.h>

#include "data/model_family.h"
#include "golden_chat.h"
#include "model/idefics3.h"
#include "model/llava.h"

using namespace attune;
using namespace attune::test;

namespace {

/// A row of the teacher-forced batch: the prompt ends behind the last image token, the rest is the caption, padding too.
struct ForcedRow {
    torch::Tensor features, tokens, mask, logits;
    std::int64_t begin = 0;  ///< place of the first of `tokens`
};

ForcedRow forcedRow(Golden& set, std::int64_t b) {
    const torch::Tensor ids = set["input_ids"][b];
    ForcedRow row;
    row.begin = ids.eq(set.imageToken).nonzero().max().item<std::int64_t>() + 1;
    row.features = featuresOf(set, picturesOf(set, "", b, 1), {idsOf(ids.narrow(0, 0, row.begin + 1))});
    row.tokens = ids.slice(0, row.begin).unsqueeze(0);
    row.mask = set["attention_mask"][b].slice(0, row.begin).unsqueeze(0);
    row.logits = set.model->decode(row.tokens, row.features, row.mask).logits;  // (1, T, V)
    return row;
}

}  // namespace

TEST_CASE("image features equal the reference's") {
    const torch::NoGradGuard noGrad;
    onEachChat([](Golden& set) {
        const auto all = picturesOf(set, "", 0, set.tensors.at("pixel_values").size(0));
        if (set.has("image_features")) checkClose(set.model->pictureStates(all.pixels), set, "image_features", tolerance);
        if (set.has("nosplit_image_features"))
            checkClose(set.model->pictureStates(picturesOf(set, "nosplit_", 0, set["nosplit_pixel_values"].size(0)).pixels),
                       set, "nosplit_image_features", tolerance);
        if (auto* tiled = dynamic_cast<Idefics3*>(set.model.get())) {
            const auto count = set["vision_last_hidden_state"].size(0);
            checkClose(tiled->visionStates(all.pixels.narrow(0, 0, count)), set, "vision_last_hidden_state", tolerance);
            std::int64_t real = 0;
            for (const auto tiles : all.tiles) real += tiles;
            CHECK(set["vision_tile_is_real"].sum().item<std::int64_t>() == real);
        }
        if (auto* llava = dynamic_cast<Llava*>(set.model.get())) {
            checkClose(llava->visionStates(all.pixels, -1), set, "vision_last_hidden_state", tolerance);
            checkClose(llava->visionStates(all.pixels, -2), set, "vision_hidden_minus2", tolerance);
        }
    });
}

TEST_CASE("logits and log-probabilities equal the reference's, in the prompt and behind it") {
    const torch::NoGradGuard noGrad;
    onEachChat([](Golden& set) {
        const torch::Tensor expected = set["token_logprobs"], tail = set["logits_tail"];
        for (std::int64_t b = 0; b < expected.size(0); ++b) {
            CAPTURE(b);
            const auto row = forcedRow(set, b);
            const torch::Tensor all =
                torch::cat({set.model->promptLogits(row.features), row.logits}, 1)[0];  // (T, V)
            CHECK(maxDifference(all.slice(0, all.size(0) - tail.size(1)), tail[b]) < tolerance);
            const torch::Tensor ids = set["input_ids"][b].slice(0, 1).unsqueeze(1);
            const torch::Tensor logprobs = torch::log_softmax(all.slice(0, 0, -1), -1).gather(1, ids).squeeze(1) *
                                           set["attention_mask"][b].slice(0, 1);
            CHECK(maxDifference(logprobs, expected[b]) < tolerance);
        }
    });
}

TEST_CASE("loss and gradients equal the reference's") {
    onEachChat([](Golden& set) {
        torch::Tensor sum = torch::zeros({});
        const torch::Tensor labels = set["labels"];
        for (std::int64_t b = 0; b < labels.size(0); ++b) {
            const auto row = forcedRow(set, b);
            sum = sum + torch::nn::functional::cross_entropy(
                            row.logits[0].slice(0, 0, -1), labels[b].slice(0, row.begin + 1),
                            torch::nn::functional::CrossEntropyFuncOptions().reduction(torch::kSum));
        }
        const torch::Tensor loss = sum / labels.ge(0).sum();
        checkClose(loss.detach().view({1}), set, "loss", 1e-5);

        const bool isLlava = set.json["family"] == "llava";
        checkGradients(*set.model, loss, set,
                       [&](const std::string& key) { return isLlava ? llavaHubKey(key) : key; });
    });
}

TEST_CASE("greedy steps with a cache give the reference's logits") {
    const torch::NoGradGuard noGrad;
    onEachChat([](Golden& set) {
        const torch::Tensor features = generationFeatures(set);
        const auto prompt = set["gen_input_ids"].size(1);
        if (set.has("leftpad_logits_last")) {
            const auto start = set["greedy_ids"].narrow(1, prompt - 1, 1);
            checkClose(set.model->decode(start, features).logits.select(1, 0), set, "leftpad_logits_last", tolerance);
        }
        checkGreedySteps(*set.model, features, set, tolerance, prompt);
    });
}

TEST_CASE("captions equal the reference's") {
    onEachChat([](Golden& set) {
        const torch::NoGradGuard noGrad;
        const torch::Tensor features = generationFeatures(set);
        checkAllGenerated(*set.model, features, set, set["gen_input_ids"].size(1));
        if (set.has("nosplit_gen_input_ids"))
            checkGenerated(*set.model, generationFeatures(set, "nosplit_"), set, "nosplit_greedy", {.mode = "greedy"},
                           set["nosplit_gen_input_ids"].size(1));
        if (set.has("two_input_ids")) {
            auto batch = picturesOf(set, "two_", 0, 1);
            const Ids prompt = idsOf(set["two_input_ids"]);
            const auto start = torch::tensor(Ids{prompt.back()}).unsqueeze(0);
            const auto two = featuresOf(set, std::move(batch), {prompt});
            checkClose(set.model->decode(start, two).logits.select(1, 0), set, "two_logits_last", tolerance);
        }
    });
}
