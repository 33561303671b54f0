// The blip and git families against what the reference implementation computes.
#include <torch/torch.h>

#include <doctest/doctest.h>

#include "golden_captioner.h"
#include "model/blip.h"
#include "model/cross_attention.h"
#include "model/git.h"
#include "model/load_captioner.h"
#include "model/score.h"
#include "temporary_folder.h"

using namespace attune;
using namespace attune::test;

namespace {

constexpr double tolerance = 5e-5;
const std::vector<std::string> families = {"blip", "blip-untied", "git"};

/// Runs `check` on each family that the golden set holds.
template <class Check>
void onEach(Check check) {
    for (const auto& family : families) {
        CAPTURE(family);
        const auto set = openGolden(family);
        if (set) check(*set, *loadCaptioner(set->folder));
    }
}

/// What the decoder reads: BLIP's starts with a token of its own in place of [CLS].
torch::Tensor teacherTokens(const GoldenModel& set, const Captioner& model) {
    torch::Tensor ids = set["input_ids"].clone();
    ids.select(1, 0).fill_(model.specialTokens().start);
    return ids;
}

torch::Tensor shiftedLoss(const torch::Tensor& logits, const torch::Tensor& labels, double smoothing) {
    return torch::nn::functional::cross_entropy(
        logits.slice(1, 0, -1).flatten(0, 1), labels.slice(1, 1).flatten(),
        torch::nn::functional::CrossEntropyFuncOptions().ignore_index(-100).label_smoothing(smoothing));
}

/// The reference's prompt as the captioner takes it: its own start token in place of the first, no [SEP].
Ids promptIds(const GoldenModel& set, const Captioner& model) {
    const torch::Tensor row = set["prompt_input_ids"][0];
    Ids ids(row.data_ptr<std::int64_t>(), row.data_ptr<std::int64_t>() + row.size(0) - 1);
    ids.front() = model.specialTokens().start;
    return ids;
}

}  // namespace

TEST_CASE("forward passes equal the reference's") {
    onEach([](const GoldenModel& set, Captioner& model) {
        torch::NoGradGuard noGrad;
        const torch::Tensor features = model.encodeImages(set["pixel_values"]);
        checkClose(features, set, "vision_last_hidden_state", tolerance);
        const torch::Tensor tokens = teacherTokens(set, model);
        const torch::Tensor text = model.decode(tokens, features, set["attention_mask"]).logits;
        auto* git = dynamic_cast<Git*>(&model);
        checkClose(git ? torch::cat({git->imageLogits(features), text}, 1) : text, set, "logits", tolerance);
        checkClose(labelLogprobs(text.slice(1, 0, -1), set["labels"].slice(1, 1)), set, "token_logprobs", tolerance);
        if (!git) return;
        // Without a picture, the text alone.
        const torch::Tensor nothing = features.narrow(1, 0, 0);
        checkClose(model.decode(tokens, nothing, set["attention_mask"]).logits.select(1, -1), set, "logits_text_only_last", tolerance);
    });
}

TEST_CASE("BLIP's pooled states equal the reference's") {
    for (const std::string family : {"blip", "blip-untied"}) {
        const auto set = openGolden(family);
        if (!set) continue;
        torch::NoGradGuard noGrad;
        const auto model = loadCaptioner(set->folder);
        const auto parameters = model->named_parameters();
        const torch::Tensor first = model->encodeImages((*set)["pixel_values"]).select(1, 0);
        // The captioner has no use for them: the class token's state, normalised once more.
        const auto eps = dynamic_cast<Blip&>(*model).options().vision.encoder.layerNormEps;
        const torch::Tensor pooled =
            torch::layer_norm(first, {first.size(1)}, parameters["vision_model.post_layernorm.weight"],
                              parameters["vision_model.post_layernorm.bias"], eps);
        checkClose(pooled, *set, "vision_pooler_output", tolerance);
    }
}

TEST_CASE("loss and gradients equal the reference's") {
    onEach([](const GoldenModel& set, Captioner& model) {
        const auto* blip = dynamic_cast<Blip*>(&model);
        const double smoothing = blip ? blip->options().labelSmoothing : 0;
        if (set.json.contains("label_smoothing")) CHECK(smoothing == set.json["label_smoothing"].get<double>());
        const torch::Tensor features = model.encodeImages(set["pixel_values"]);
        const torch::Tensor logits = model.decode(teacherTokens(set, model), features, set["attention_mask"]).logits;
        const torch::Tensor loss = shiftedLoss(logits, set["labels"], smoothing);
        checkClose(loss.view({1}), set, "loss", 1e-5);
        checkGradients(model, loss, set);
    });
}

TEST_CASE("greedy steps with a cache give the reference's logits and ids") {
    onEach([](const GoldenModel& set, Captioner& model) { checkGreedySteps(model, featuresOf(model, set), set, tolerance); });
}

TEST_CASE("captions equal the reference's") {
    onEach([](const GoldenModel& set, Captioner& model) {
        const torch::Tensor features = featuresOf(model, set);
        checkAllGenerated(model, features, set);
        checkGenerated(model, features, set, "greedy_nocache", {.mode = "greedy"});
    });
}

TEST_CASE("captions behind a prompt equal the reference's") {
    onEach([](const GoldenModel& set, Captioner& model) {
        if (!set.tensors.count("prompt_input_ids")) return;
        const Ids prompt = promptIds(set, model);
        model.setPrompt(prompt);
        CHECK(model.specialTokens().start == prompt.back());
        const torch::Tensor features = featuresOf(model, set);
        checkGenerated(model, features, set, "prompted_greedy", {.mode = "greedy"}, std::ssize(prompt), kPromptedNewTokens);
        checkGenerated(model, features, set, "prompted_beam3", {.mode = "beam", .beams = 3}, std::ssize(prompt),
                       kPromptedNewTokens);
        model.setPrompt({});
        checkGenerated(model, features, set, "greedy", {.mode = "greedy"});
    });
}

TEST_CASE("a prompt stays inside") {
    onEach([](const GoldenModel& set, Captioner& model) {
        torch::NoGradGuard noGrad;
        const torch::Tensor features = model.encodeImages(set["pixel_values"]);
        const auto start = model.specialTokens().start, positions = model.maxPositions();
        const Ids prompt = {start, 5 % model.vocabularySize(), 3 % model.vocabularySize()};
        torch::manual_seed(2);
        torch::Tensor tokens = torch::randint(model.vocabularySize(), {features.size(0), 5}, torch::kInt64);
        tokens.select(1, 0).fill_(prompt.back());
        const torch::Tensor front = torch::tensor(Ids{prompt[0], prompt[1]}).expand({tokens.size(0), 2});
        const auto plain = model.decode(torch::cat({front, tokens}, 1), features, {}, true);
        model.setPrompt(prompt);
        CHECK(model.maxPositions() == positions - 2);
        CHECK(model.rowsBegin(features) == std::vector<Ids>(static_cast<std::size_t>(features.size(0)), prompt));
        const auto behind = model.decode(tokens, features, torch::ones_like(tokens), true);
        CHECK(maxDifference(behind.logits, plain.logits.slice(1, 2)) < 1e-5);
        CHECK(maxDifference(behind.hidden, plain.hidden.slice(1, 2)) < 1e-5);
        CHECK(maxDifference(behind.crossAttention, plain.crossAttention.slice(1, 2)) < 1e-5);
        checkSharedRows(model, features, tolerance);
        const auto twin = model.copy();
        CHECK(twin->decode(tokens, features).logits.equal(model.decode(tokens, features).logits));
        CHECK_THROWS_AS(model.setPrompt({start + 1 == model.vocabularySize() ? start - 1 : start + 1}), Error);
        CHECK_THROWS_AS(model.setPrompt({start, model.vocabularySize()}), Error);
        CHECK_THROWS_AS(model.setPrompt(Ids(static_cast<std::size_t>(positions) + 1, start)), Error);
    });
}

TEST_CASE("rows of one image share its keys, cached or not, and survive selection") {
    onEach([](const GoldenModel& set, Captioner& model) {
        checkSharedRows(model, featuresOf(model, set), tolerance);
    });
}

TEST_CASE("log-probabilities of given captions equal the reference's") {
    onEach([](const GoldenModel& set, Captioner& model) {
        torch::NoGradGuard noGrad;
        const torch::Tensor labels = set["labels"];
        std::vector<Ids> captions;
        for (std::int64_t row = 0; row < labels.size(0); ++row) {
            captions.emplace_back();
            for (std::int64_t t = 1; t < labels.size(1) && labels[row][t].item<std::int64_t>() >= 0; ++t)
                captions.back().push_back(labels[row][t].item<std::int64_t>());
        }
        const auto scores = scoreCaptions(model, model.encodeImages(set["pixel_values"]), captions);
        for (std::size_t row = 0; row < scores.size(); ++row) {
            REQUIRE(scores[row].size() == captions[row].size());
            for (std::size_t t = 0; t < scores[row].size(); ++t)
                CHECK(std::abs(scores[row][t] - set["token_logprobs"][static_cast<std::int64_t>(row)]
                                                    [static_cast<std::int64_t>(t)].item<double>()) < tolerance);
        }
    });
}

TEST_CASE("attention to the image is a distribution, and its part on patches at most one") {
    onEach([](const GoldenModel& set, Captioner& model) {
        torch::NoGradGuard noGrad;
        const torch::Tensor features = model.encodeImages(set["pixel_values"]);
        const torch::Tensor ids = teacherTokens(set, model);
        const torch::Tensor weights = model.decode(ids, features, {}, true).crossAttention;
        CHECK(weights.sizes() == torch::IntArrayRef({ids.size(0), ids.size(1), features.size(1)}));
        CHECK(maxDifference(weights.sum(-1), torch::ones({ids.size(0), ids.size(1)})) < 1e-5);
        const torch::Tensor maps = dynamic_cast<CrossAttention&>(model).patchAttention(ids, features);
        CHECK(maps.size(2) * maps.size(3) == features.size(1) - 1);
        const torch::Tensor sums = maps.sum({2, 3});
        CHECK(sums.min().item<double>() > 0);
        CHECK(sums.max().item<double>() < 1 + 1e-5);
    });
}

TEST_CASE("golden checkpoints go out as they came in") {
    onEach([](const GoldenModel& set, Captioner& model) {
        const TemporaryFolder folder;
        saveCheckpoint(model, folder.path());
        const NamedTensors before = SafetensorsFile(set.folder / "model.safetensors").tensors();
        const NamedTensors after = SafetensorsFile(folder.path() / "model.safetensors").tensors();
        REQUIRE(before.size() == after.size());
        for (const auto& [name, tensor] : before) {
            CAPTURE(name);
            REQUIRE(after.count(name));
            CHECK(after.at(name).equal(tensor));
        }
        const auto again = loadCaptioner(folder.path());
        CHECK(again->config() == model.config());
        CHECK(again->generationConfig() == model.generationConfig());
        // What the original says, the export says as well, but for what has no effect here.
        const Json original = readJsonFile(set.folder / "config.json"), written = readJsonFile(folder.path() / "config.json");
        for (const char* key : {"model_type", "architectures", "hidden_size", "vocab_size", "tie_word_embeddings"})
            if (original.contains(key)) CHECK(written[key] == original[key]);
        for (const char* part : {"text_config", "vision_config"})
            if (original.contains(part))
                for (const auto& [key, value] : original[part].items()) {
                    if (!written[part].contains(key) || key.find("dropout") != key.npos) continue;
                    CAPTURE(key);
                    CHECK(written[part][key] == value);
                }
    });
}

TEST_CASE("checkpoints load in half precision") {
    onEach([](const GoldenModel& set, Captioner& model) {
        torch::NoGradGuard noGrad;
        const auto half = loadCaptioner(set.folder, torch::kCPU, torch::kBFloat16);
        for (const auto& parameter : half->parameters()) CHECK(parameter.dtype() == torch::kBFloat16);
        const torch::Tensor pixels = set["pixel_values"], ids = teacherTokens(set, model);
        const auto logits = half->decode(ids, half->encodeImages(pixels.to(torch::kBFloat16))).logits;
        const auto exact = model.decode(ids, model.encodeImages(pixels)).logits;
        CHECK(maxDifference(logits, exact) < 0.1 * exact.abs().max().item<double>());
        const auto captions = generate(*half, half->encodeImages(pixels.to(torch::kBFloat16)), 1, {.mode = "greedy"});
        CHECK(std::ssize(captions) == pixels.size(0));
    });
}
