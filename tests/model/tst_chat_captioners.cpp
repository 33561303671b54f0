// The chat families against what the reference implementation computes.
#include <torch/torch.h>

#include <doctest/doctest.h>

#include "golden_chat.h"
#include "model/generation.h"
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

/// What the reference's padded row says behind its prompt, up to and with the first end token.
Ids captionIn(const torch::Tensor& row, std::int64_t prompt, const SpecialTokens& tokens) {
    Ids ids;
    for (std::int64_t t = prompt; t < row.size(0); ++t) {
        ids.push_back(row[t].item<std::int64_t>());
        if (std::find(tokens.end.begin(), tokens.end.end(), ids.back()) != tokens.end.end()) break;
    }
    return ids;
}

void checkCaptions(Golden& set, const torch::Tensor& features, const std::string& name, const std::string& prefix,
                   GenerationOptions options) {
    CAPTURE(name);
    if (!set.has(name + "_ids")) {
        MESSAGE("skipped: the golden set does not hold " << name);
        return;
    }
    const torch::Tensor expected = set[name + "_ids"];
    const auto prompt = set[prefix + "gen_input_ids"].size(1);
    options.maxNewTokens = static_cast<int>(set["greedy_logits"].size(1));
    const auto captions = generate(*set.model, features, expected.size(0) / features.size(0), options);
    REQUIRE(std::ssize(captions) == expected.size(0));
    for (std::size_t row = 0; row < captions.size(); ++row) {
        CAPTURE(row);
        CHECK(captions[row].ids ==
              captionIn(expected[static_cast<std::int64_t>(row)], prompt, set.model->specialTokens()));
        if (!set.has(name + "_scores")) continue;
        CHECK(std::abs(captions[row].score - set[name + "_scores"][static_cast<std::int64_t>(row)].item<double>()) <
              tolerance);
    }
}

}  // namespace

TEST_CASE("image features equal the reference's") {
    const torch::NoGradGuard noGrad;
    for (const auto& family : chatFamilies) {
        auto set = openChat(family);
        if (!set) continue;
        CAPTURE(family);
        const auto all = picturesOf(*set, "", 0, set->tensors.at("pixel_values").size(0));
        if (set->has("image_features")) checkClose(set->model->pictureStates(all.pixels), *set, "image_features", tolerance);
        if (set->has("nosplit_image_features"))
            checkClose(set->model->pictureStates(picturesOf(*set, "nosplit_", 0, (*set)["nosplit_pixel_values"].size(0)).pixels),
                       *set, "nosplit_image_features", tolerance);
        if (auto* tiled = dynamic_cast<Idefics3*>(set->model.get())) {
            const auto count = (*set)["vision_last_hidden_state"].size(0);
            checkClose(tiled->visionStates(all.pixels.narrow(0, 0, count)), *set, "vision_last_hidden_state", tolerance);
            std::int64_t real = 0;
            for (const auto tiles : all.tiles) real += tiles;
            CHECK((*set)["vision_tile_is_real"].sum().item<std::int64_t>() == real);
        }
        if (auto* llava = dynamic_cast<Llava*>(set->model.get())) {
            checkClose(llava->visionStates(all.pixels, -1), *set, "vision_last_hidden_state", tolerance);
            checkClose(llava->visionStates(all.pixels, -2), *set, "vision_hidden_minus2", tolerance);
        }
    }
}

TEST_CASE("logits and log-probabilities equal the reference's, in the prompt and behind it") {
    const torch::NoGradGuard noGrad;
    for (const auto& family : chatFamilies) {
        auto set = openChat(family);
        if (!set) continue;
        CAPTURE(family);
        const torch::Tensor expected = (*set)["token_logprobs"], tail = (*set)["logits_tail"];
        for (std::int64_t b = 0; b < expected.size(0); ++b) {
            CAPTURE(b);
            const auto row = forcedRow(*set, b);
            const torch::Tensor all =
                torch::cat({set->model->promptLogits(row.features), row.logits}, 1)[0];  // (T, V)
            CHECK(maxDifference(all.slice(0, all.size(0) - tail.size(1)), tail[b]) < tolerance);
            const torch::Tensor ids = (*set)["input_ids"][b].slice(0, 1).unsqueeze(1);
            const torch::Tensor logprobs = torch::log_softmax(all.slice(0, 0, -1), -1).gather(1, ids).squeeze(1) *
                                           (*set)["attention_mask"][b].slice(0, 1);
            CHECK(maxDifference(logprobs, expected[b]) < tolerance);
        }
    }
}

TEST_CASE("loss and gradients equal the reference's") {
    for (const auto& family : chatFamilies) {
        auto set = openChat(family);
        if (!set) continue;
        CAPTURE(family);
        torch::Tensor sum = torch::zeros({});
        const torch::Tensor labels = (*set)["labels"];
        for (std::int64_t b = 0; b < labels.size(0); ++b) {
            const auto row = forcedRow(*set, b);
            sum = sum + torch::nn::functional::cross_entropy(
                            row.logits[0].slice(0, 0, -1), labels[b].slice(0, row.begin + 1),
                            torch::nn::functional::CrossEntropyFuncOptions().reduction(torch::kSum));
        }
        const torch::Tensor loss = sum / labels.ge(0).sum();
        checkClose(loss.detach().view({1}), *set, "loss", 1e-5);

        loss.backward();
        const auto& norms = set->json["grad_norms"];
        const double total = norms["total"].get<double>();
        std::map<std::string, double> expected;  // by the names of the file
        for (const auto& [key, value] : norms["per_parameter"].items()) expected[Llava::hubKey(key)] = value.get<double>();
        if (family != "llava") expected = norms["per_parameter"].get<std::map<std::string, double>>();
        double squares = 0;
        for (const auto& item : set->model->named_parameters()) {
            CAPTURE(item.key());
            const torch::Tensor& gradient = item.value().grad();
            if (!gradient.defined()) {
                CHECK(!expected.count(item.key()));
                continue;
            }
            REQUIRE(expected.count(item.key()));
            const double norm = gradient.to(torch::kFloat64).norm().item<double>();
            squares += norm * norm;
            CHECK(std::abs(norm - expected[item.key()]) < 1e-6 * total);
        }
        CHECK(std::abs(std::sqrt(squares) - total) < 1e-6 * total);
    }
}

TEST_CASE("greedy steps with a cache give the reference's logits") {
    const torch::NoGradGuard noGrad;
    for (const auto& family : chatFamilies) {
        auto set = openChat(family);
        if (!set) continue;
        CAPTURE(family);
        const torch::Tensor features = generationFeatures(*set);
        const torch::Tensor ids = (*set)["greedy_ids"], logits = (*set)["greedy_logits"];
        const auto prompt = (*set)["gen_input_ids"].size(1), rows = ids.size(0), steps = logits.size(1);
        auto cache = set->model->makeCache(features, rows, steps);
        if (set->has("leftpad_logits_last")) {
            const auto start = ids.narrow(1, prompt - 1, 1);
            checkClose(set->model->decode(start, features).logits.select(1, 0), *set, "leftpad_logits_last", tolerance);
        }
        std::vector<bool> ended(static_cast<std::size_t>(rows));
        for (std::int64_t t = 0; t < steps; ++t) {
            const torch::Tensor step =
                set->model->decodeNext(ids.narrow(1, prompt - 1 + t, 1), *cache).logits.select(1, 0);
            for (std::int64_t r = 0; r < rows; ++r) {
                if (ended[static_cast<std::size_t>(r)]) continue;
                CAPTURE(t);
                CHECK(maxDifference(step[r], logits[r][t]) < tolerance);
                for (const auto end : set->model->specialTokens().end)
                    if (step[r].argmax().item<std::int64_t>() == end) ended[static_cast<std::size_t>(r)] = true;
            }
        }
    }
}

TEST_CASE("captions equal the reference's") {
    for (const auto& family : chatFamilies) {
        auto set = openChat(family);
        if (!set) continue;
        CAPTURE(family);
        const torch::NoGradGuard noGrad;
        const torch::Tensor features = generationFeatures(*set);
        GenerationOptions greedy;
        greedy.mode = "greedy";
        checkCaptions(*set, features, "greedy", "", greedy);
        GenerationOptions beam3;
        beam3.mode = "beam";
        beam3.beams = 3;
        beam3.lengthPenalty = 1;
        checkCaptions(*set, features, "beam3", "", beam3);
        GenerationOptions beam4 = beam3;
        beam4.beams = 4;
        beam4.lengthPenalty = 2;
        beam4.earlyStopping = true;
        beam4.noRepeatNgram = 2;
        checkCaptions(*set, features, "beam4_lp2_early_nr2", "", beam4);
        GenerationOptions penalized = greedy;
        penalized.repetitionPenalty = 1.3;
        penalized.minNewTokens = 5;
        checkCaptions(*set, features, "greedy_rp1.3_min5", "", penalized);
        if (set->has("nosplit_gen_input_ids"))
            checkCaptions(*set, generationFeatures(*set, "nosplit_"), "nosplit_greedy", "nosplit_", greedy);
        if (set->has("two_input_ids")) {
            auto batch = picturesOf(*set, "two_", 0, 1);
            const Ids prompt = idsOf((*set)["two_input_ids"]);
            const auto start = torch::tensor(Ids{prompt.back()}).unsqueeze(0);
            const auto two = featuresOf(*set, std::move(batch), {prompt});
            checkClose(set->model->decode(start, two).logits.select(1, 0), *set, "two_logits_last", tolerance);
        }
    }
}
