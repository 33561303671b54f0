// Chat captioners among themselves: shared prompts, padding, copies, saved folders, and what they refuse.
#include <torch/torch.h>

#include <doctest/doctest.h>

#include <filesystem>
#include <set>

#include "data/error.h"
#include "data/model_family.h"
#include "golden_chat.h"
#include "model/llava.h"
#include "temporary_folder.h"

using namespace attune;
using namespace attune::test;

TEST_CASE("rows share their picture's prompt, cached or not, and survive selection") {
    const torch::NoGradGuard noGrad;
    onEachChat([](Golden& set) {
        auto& model = *set.model;
        const torch::Tensor features = generationFeatures(set);
        const auto images = features.size(0);
        checkSharedRows(model, features, tolerance);
        // Attention to the picture is a distribution over its states.
        const torch::Tensor ids = torch::randint(model.vocabularySize(), {images * 2, 6}, torch::kInt64);
        const auto weights = model.decode(ids, features, {}, true).crossAttention;
        const auto shown = model.imageStates(features).mask.repeat_interleave(2, 0).unsqueeze(1);
        CHECK(maxDifference(weights.sum(2), torch::ones({images * 2, 6})) < 1e-5);
        CHECK((weights * (1 - shown)).abs().max().item<double>() == 0);
    });
}

TEST_CASE("padding, joining and mean pictures") {
    const torch::NoGradGuard noGrad;
    onEachChat([](Golden& set) {
        auto& model = *set.model;
        const torch::Tensor features = generationFeatures(set);
        const auto start = torch::full({features.size(0), 1}, model.specialTokens().start, torch::kInt64);
        const auto logits = model.decode(start, features).logits;
        const auto longer = torch::constant_pad_nd(features, {0, 0, 3, 0});
        CHECK(maxDifference(model.decode(start, longer).logits, logits) < tolerance);
        CHECK(torch::equal(joinFeatures({features.narrow(0, 0, 1), longer}), torch::cat({longer.narrow(0, 0, 1), longer})));
        CHECK(model.rowsBegin(longer) == model.rowsBegin(features));
        for (std::int64_t b = 0; b < features.size(0); ++b)
            CHECK(model.rowsBegin(features)[static_cast<std::size_t>(b)] ==
                  realIds(set["gen_input_ids"][b], set["gen_attention_mask"][b]));
        // The mean of equal pictures is the picture.
        const auto twice = torch::cat({features.narrow(0, 0, 1), features.narrow(0, 0, 1)});
        const auto flat = model.meanImage(twice);
        const auto mean = model.imageStates(flat.unsqueeze(0)).states.sum(1) /
                          model.imageStates(flat.unsqueeze(0)).mask.sum(1, true);
        CHECK(maxDifference(mean, meanImageState(model, features.narrow(0, 0, 1))) < 1e-6);
        // Of parts it has the first one's layout, with the mean of what they show.
        const auto other = features.narrow(0, features.size(0) - 1, 1);
        const auto joint = model.joinMeanImages({flat, model.meanImage(other)}, {2, 1});
        const auto wanted = (2 * meanImageState(model, features.narrow(0, 0, 1)) + meanImageState(model, other)) / 3;
        CHECK(joint.sizes() == flat.sizes());
        CHECK(maxDifference(meanImageState(model, joint.unsqueeze(0)), wanted) < 1e-5);
        // Half precision holds ids.
        CHECK(model.rowsBegin(features.to(torch::kBFloat16)) == model.rowsBegin(features));
        // Nothing but padding in front: only the row itself is read.
        const auto blank = torch::zeros({1, 1, model.featureSize()});
        CHECK(torch::isfinite(model.decode(start.narrow(0, 0, 1), blank).logits).all().item<bool>());
    });
}

TEST_CASE("copies and saved folders say the same") {
    const torch::NoGradGuard noGrad;
    onEachChat([](Golden& set) {
        const torch::Tensor features = generationFeatures(set);
        const auto start = torch::full({features.size(0), 1}, set.model->specialTokens().start, torch::kInt64);
        const auto logits = set.model->decode(start, features).logits;
        const auto twin = set.model->copy();
        CHECK(twin->specialTokens().start == set.model->specialTokens().start);
        CHECK(torch::equal(twin->decode(start, features).logits, logits));
        const TemporaryFolder root;
        saveCheckpoint(*twin, root.path() / "saved");
        CHECK(torch::equal(loadCaptioner(root.path() / "saved")->decode(start, features).logits, logits));
    });
}

TEST_CASE("llava's newer key names are read") {
    const auto set = openChat("llava");
    if (!set) return;
    if (!std::filesystem::exists(set->folder / "variants" / "key_names.json")) {
        MESSAGE("skipped: the golden set does not hold llava/variants/key_names.json");
        return;
    }
    const auto names = goldenJson("llava/variants/key_names.json");
    std::set<std::string> hub;
    for (const auto& name : names["hub_layout"]) hub.insert(name.get<std::string>());
    for (const auto& [group, list] : names.items()) {
        if (!list.is_array()) continue;
        std::set<std::string> read;
        for (const auto& name : list) read.insert(llavaHubKey(name.get<std::string>()));
        CAPTURE(group);
        CHECK(read == hub);
    }
}

TEST_CASE("prompts that do not fit are refused in words") {
    onEachChat([](Golden& set) {
        const torch::NoGradGuard noGrad;
        auto batch = picturesOf(set, "", 0, 1);
        CHECK_THROWS_AS(set.model->encodeImages(batch.pixels), Error);
        CHECK_THROWS_AS(set.model->setPrompt({}), Error);
        CHECK_THROWS_AS(set.model->setPrompt({set.model->vocabularySize()}), Error);
        Ids prompt = realIds(set["gen_input_ids"][0], set["gen_attention_mask"][0]);
        set.model->setPrompt(prompt);
        batch.prompts = {prompt};
        batch.prompts[0].insert(batch.prompts[0].begin(), set.imageToken);
        CHECK_THROWS_AS(set.model->encodeBatch(batch), Error);
        batch.prompts = {{prompt.back()}};
        CHECK_THROWS_AS(set.model->encodeBatch(batch), Error);
    });
}
