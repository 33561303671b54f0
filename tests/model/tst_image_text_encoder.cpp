// CLIP and SigLIP against what the reference implementation computes.
#include <torch/torch.h>

#include <doctest/doctest.h>

#include "data/error.h"
#include "data/file.h"
#include "failure.h"
#include "golden_model.h"
#include "model/clip.h"
#include "model/siglip.h"
#include "temporary_folder.h"
#include "test_device.h"

using namespace attune;
using namespace attune::test;

namespace {

constexpr double tolerance = 5e-5;

TextBatch givenTexts(const GoldenModel& set) {
    TextBatch texts{set["input_ids"], {}};
    if (set.tensors.count("attention_mask")) texts.mask = set["attention_mask"];
    return texts;
}

/// What both families have in common.
void checkSpace(ImageTextEncoder& model, const GoldenModel& set) {
    const torch::NoGradGuard noGrad;
    const TextBatch texts = givenTexts(set);
    checkClose(model.imageFeatures(set["pixel_values"]), set, "image_features", tolerance);
    checkClose(model.textFeatures(texts), set, "text_features", tolerance);
    const torch::Tensor images = model.imageEmbeds(set["pixel_values"]), words = model.textEmbeds(texts);
    checkClose(images, set, "image_embeds", tolerance);
    checkClose(words, set, "text_embeds", tolerance);
    const torch::Tensor logits = model.logits(images, words);
    checkClose(logits, set, "logits_per_image", tolerance);
    checkClose(logits.t(), set, "logits_per_text", tolerance);
    CHECK(images.size(1) == model.embedSize());
    CHECK(set["pixel_values"].size(2) == model.imageSize());
}

/// The pairs of the loss: as many texts, from the first on, as there are pictures.
void checkLossAndGradients(ImageTextEncoder& model, const GoldenModel& set) {
    const auto pairs = set["pixel_values"].size(0);
    TextBatch texts = givenTexts(set);
    texts.ids = texts.ids.narrow(0, 0, pairs);
    if (texts.mask.defined()) texts.mask = texts.mask.narrow(0, 0, pairs);
    const torch::Tensor loss =
        model.contrastiveLoss(model.logits(model.imageEmbeds(set["pixel_values"]), model.textEmbeds(texts)));
    checkClose(loss.view({1}), set, "contrastive_loss", 1e-5);
    checkGradients(model, loss, set);
}

}  // namespace

TEST_CASE("CLIP equals the reference") {
    const auto set = openGolden("clip");
    if (!set) return;
    const auto model = std::dynamic_pointer_cast<Clip>(loadImageTextEncoder(set->folder));
    REQUIRE(model);
    checkSpace(*model, *set);
    {
        const torch::NoGradGuard noGrad;
        const torch::Tensor states = model->visionStates((*set)["pixel_values"]);
        checkClose(states, *set, "vision_last_hidden_state", tolerance);
        checkClose(model->poolVision(states), *set, "vision_pooler_output", tolerance);
        const torch::Tensor words = model->textStates(givenTexts(*set));
        checkClose(words, *set, "text_last_hidden_state", tolerance);
        checkClose(model->poolText(words, (*set)["input_ids"]), *set, "text_pooler_output", tolerance);
    }
    checkLossAndGradients(*model, *set);
}

TEST_CASE("SigLIP equals the reference") {
    const auto set = openGolden("siglip");
    if (!set) return;
    const auto model = std::dynamic_pointer_cast<Siglip>(loadImageTextEncoder(set->folder));
    REQUIRE(model);
    checkSpace(*model, *set);
    {
        const torch::NoGradGuard noGrad;
        checkClose(model->visionStates((*set)["pixel_values"]), *set, "vision_last_hidden_state", tolerance);
        checkClose(model->imageFeatures((*set)["pixel_values"]), *set, "vision_pooler_output", tolerance);
        checkClose(model->textStates(givenTexts(*set)), *set, "text_last_hidden_state", tolerance);
        checkClose(model->textFeatures(givenTexts(*set)), *set, "text_pooler_output", tolerance);
    }
    checkLossAndGradients(*model, *set);
}

TEST_CASE("texts are batched as the families were trained") {
    const torch::NoGradGuard noGrad;
    for (const char* family : {"clip", "siglip"}) {
        const auto set = openGolden(family);
        if (!set) continue;
        CAPTURE(family);
        const auto model = loadImageTextEncoder(set->folder);
        // The golden rows without their padding, one by one: the padding comes back.
        const torch::Tensor ids = (*set)["input_ids"];
        std::vector<std::vector<std::int64_t>> rows;
        for (std::int64_t r = 0; r < ids.size(0); ++r) {
            std::vector<std::int64_t> row;
            for (std::int64_t t = 0; t < ids.size(1); ++t) {
                row.push_back(ids[r][t].item<std::int64_t>());
                if (row.back() == model->textRules().end) break;
            }
            if (model->textRules().toFullLength)
                while (!row.empty() && row.back() == model->textRules().pad) row.pop_back();
            rows.push_back(row);
        }
        checkClose(model->textEmbeds(model->textBatch(rows)), *set, "text_embeds", tolerance);
        CHECK(maxDifference(model->textEmbeds(model->textBatch({rows[0]})).squeeze(0), (*set)["text_embeds"][0]) < tolerance);

        const auto& rules = model->textRules();
        const std::vector<std::int64_t> endless(static_cast<std::size_t>(rules.length + 9), 3);
        const auto cut = model->textBatch({endless, {}}).ids;
        CHECK(cut.size(1) == rules.length);
        CHECK(cut[0][-1].item<std::int64_t>() == rules.end);
        CHECK(torch::isfinite(model->textEmbeds(model->textBatch({endless, {}}))).all().item<bool>());
        CHECK_THROWS_AS(model->textBatch({{model->vocabularySize()}}), Error);
        CHECK_THROWS_AS(model->textBatch({{-1}}), Error);
        CHECK(model->textBatch({}).ids.size(0) == 0);
    }
}

TEST_CASE("the first end token is where a CLIP text is read, or the largest id under the old rule") {
    const Json towers = {{"hidden_size", 8},
                         {"intermediate_size", 8},
                         {"num_hidden_layers", 1},
                         {"num_attention_heads", 1}};
    Json config = {{"model_type", "clip"}, {"projection_dim", 4}};
    config["vision_config"] = config["text_config"] = towers;
    config["vision_config"].update({{"image_size", 8}, {"patch_size", 8}});
    config["text_config"].update({{"vocab_size", 10}, {"max_position_embeddings", 6}, {"eos_token_id", 5}});
    const torch::Tensor ids = torch::tensor({{0, 9, 5, 5, 1}, {0, 5, 9, 9, 1}}, torch::kInt64);
    const torch::Tensor states = torch::arange(10).view({2, 5, 1}).expand({2, 5, 8}).to(torch::kFloat32);
    const Clip first(clipOptionsFromJson(config), config);
    CHECK(torch::equal(first.poolText(states, ids).select(1, 0), torch::tensor({2.F, 6.F})));
    // Options that stand in the second place count.
    config["text_config_dict"] = {{"eos_token_id", 2}};
    const Clip largest(clipOptionsFromJson(config), config);
    CHECK(torch::equal(largest.poolText(states, ids).select(1, 0), torch::tensor({1.F, 7.F})));
    config["text_config"]["num_attention_heads"] = 3;
    CHECK_THROWS_AS(clipOptionsFromJson(config), Error);
}

TEST_CASE("networks larger than their weights are refused before memory is taken for them") {
    const TemporaryFolder folder;
    writeSafetensors(folder / "model.safetensors", {{"logit_scale", torch::zeros({1})}});
    // Layers, of which the biases alone take memory, and tables.
    const std::vector<std::pair<std::string, Json>> options = {
        {"vision_config", {{"num_hidden_layers", 64}, {"intermediate_size", 1 << 20}}},
        {"vision_config", {{"image_size", 1 << 14}, {"patch_size", 1}}},
        {"text_config", {{"num_hidden_layers", 64}, {"intermediate_size", 1 << 20}}},
        {"text_config", {{"vocab_size", 1 << 22}, {"max_position_embeddings", 1 << 16}}}};
    for (const char* family : {"clip", "siglip"})
        for (const auto& option : options) {
            const std::string config = dumpJson({{"model_type", family}, {option.first, option.second}});
            CAPTURE(config);
            writeFileAtomically(folder / "config.json", config);
            CHECK(mentions(failure([&] { loadImageTextEncoder(folder.path()); }), "describes more parameters than there are"));
        }
}

TEST_CASE("a network as large as its weights is not refused") {
    const TemporaryFolder folder;
    Json config = {{"model_type", "clip"}, {"projection_dim", 4}};
    config["vision_config"] = config["text_config"] = {{"hidden_size", 8},
                                                       {"intermediate_size", 8},
                                                       {"num_hidden_layers", 1},
                                                       {"num_attention_heads", 1}};
    config["vision_config"].update({{"image_size", 8}, {"patch_size", 8}});
    config["text_config"].update({{"vocab_size", 10}, {"max_position_embeddings", 6}, {"eos_token_id", 5}});
    const auto loadWith = [&](const ImageTextEncoder& model) {
        NamedTensors weights;
        for (const auto& item : model.named_parameters()) weights[item.key()] = item.value().detach().contiguous();
        writeSafetensors(folder / "model.safetensors", weights);
        writeFileAtomically(folder / "config.json", dumpJson(config));
        return failure([&] { loadImageTextEncoder(folder.path()); });
    };
    CHECK(loadWith(Clip(clipOptionsFromJson(config), config)).empty());
    config["model_type"] = "siglip";
    CHECK(loadWith(Siglip(siglipOptionsFromJson(config), config)).empty());
}

TEST_CASE("captioners are no encoders") {
    const auto set = openGolden("vision-encoder-decoder");
    if (!set) return;
    CHECK_THROWS_AS(loadImageTextEncoder(set->folder), Error);
}

TEST_CASE("encoders say on the device what they say on the CPU") {
    const torch::NoGradGuard noGrad;
    for (const std::string family : {"clip", "siglip"}) {
        CAPTURE(family);
        const auto set = openGolden(family);
        if (!set) continue;
        const auto here = loadImageTextEncoder(set->folder), there = loadImageTextEncoder(set->folder, testDevice());
        const std::vector<std::vector<std::int64_t>> texts{{3, 4, 5}, {6}, {}};
        const torch::Tensor pixels = (*set)["pixel_values"];
        const torch::Tensor images = here->imageEmbeds(pixels), words = here->textEmbeds(here->textBatch(texts));
        const torch::Tensor seen = there->imageEmbeds(pixels.to(testDevice())), read = there->textEmbeds(there->textBatch(texts));
        CHECK((seen.device() == testDevice()));
        CHECK(maxDifference(seen.cpu(), images) < 1e-3);
        CHECK(maxDifference(read.cpu(), words) < 1e-3);
        CHECK(maxDifference(there->logits(seen, read).cpu(), here->logits(images, words)) < 1e-2);
    }
}
