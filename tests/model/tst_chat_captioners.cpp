// The chat families against what the reference implementation computes.
#include <torch/torch.h>

#include <doctest/doctest.h>

#include <filesystem>

#include "data/error.h"
#include "golden_model.h"
#include "model/generation.h"
#include "model/idefics3.h"
#include "model/llava.h"
#include "model/load_captioner.h"

using namespace attune;
using namespace attune::test;

namespace {

using Ids = std::vector<std::int64_t>;
constexpr double tolerance = 5e-5;
const std::vector<std::string> families{"idefics3", "smolvlm", "llava"};

struct Golden : GoldenModel {
    std::shared_ptr<ChatCaptioner> model;
    std::int64_t imageToken = 0;

    bool has(const std::string& name) const { return tensors.count(name) > 0; }
};

std::optional<Golden> open(const std::string& family) {
    auto set = openGolden(family);
    if (!set) return std::nullopt;
    Golden golden{*std::move(set), {}, 0};
    // SmolVLM's pictures are those of Idefics3 and not repeated.
    if (family == "smolvlm" && !golden.has("pixel_values")) {
        const auto twin = openGolden("idefics3");
        if (!twin) return std::nullopt;
        for (const auto& [name, tensor] : twin->tensors)
            if (name.find("pixel_") != name.npos) golden.tensors.emplace(name, tensor);
    }
    golden.model = std::dynamic_pointer_cast<ChatCaptioner>(loadCaptioner(golden.folder));
    REQUIRE(golden.model);
    for (const char* key : {"image_token_id", "image_token_index"})
        if (golden.json.contains(key)) golden.imageToken = golden.json[key].get<std::int64_t>();
    return golden;
}

Ids idsOf(const torch::Tensor& row) {
    const auto flat = row.contiguous();
    return {flat.data_ptr<std::int64_t>(), flat.data_ptr<std::int64_t>() + flat.numel()};
}

/// The real ids of a padded row.
Ids realIds(const torch::Tensor& ids, const torch::Tensor& mask) { return idsOf(ids.masked_select(mask.to(torch::kBool))); }

/// Pixels of the real tiles of the pictures in [first, first + count), and how many each has.
ImageBatch picturesOf(const Golden& set, const std::string& prefix, std::int64_t first, std::int64_t count) {
    ImageBatch batch;
    const torch::Tensor pixels = set[prefix + "pixel_values"].narrow(0, first, count);
    if (pixels.dim() == 4) {
        batch.pixels = pixels;
        return batch;
    }
    const torch::Tensor real = pixels.flatten(2).ne(0).any(2);  // (B, tiles): padding tiles are all zero
    batch.pixels = pixels.flatten(0, 1).index({real.flatten()});
    for (std::int64_t b = 0; b < count; ++b) batch.tiles.push_back(real[b].sum().item<std::int64_t>());
    return batch;
}

/// The first `places` ids of each row as prompts, the last of them the start.
torch::Tensor featuresOf(Golden& set, ImageBatch batch, std::vector<Ids> prompts) {
    set.model->setPrompt(prompts.front());
    batch.prompts = std::move(prompts);
    return set.model->encodeBatch(batch);
}

torch::Tensor generationFeatures(Golden& set, const std::string& prefix = {}) {
    const torch::Tensor ids = set[prefix + "gen_input_ids"], mask = set[prefix + "gen_attention_mask"];
    std::vector<Ids> prompts;
    for (std::int64_t b = 0; b < ids.size(0); ++b) prompts.push_back(realIds(ids[b], mask[b]));
    return featuresOf(set, picturesOf(set, prefix, 0, ids.size(0)), std::move(prompts));
}

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
    for (const auto& family : families) {
        auto set = open(family);
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
    for (const auto& family : families) {
        auto set = open(family);
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
    for (const auto& family : families) {
        auto set = open(family);
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
    for (const auto& family : families) {
        auto set = open(family);
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
    for (const auto& family : families) {
        auto set = open(family);
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

TEST_CASE("rows share their picture's prompt, cached or not, and survive selection") {
    const torch::NoGradGuard noGrad;
    for (const auto& family : families) {
        auto set = open(family);
        if (!set) continue;
        CAPTURE(family);
        auto& model = *set->model;
        const torch::Tensor features = generationFeatures(*set);
        const auto images = features.size(0);
        torch::manual_seed(1);
        const torch::Tensor ids = torch::randint(model.vocabularySize(), {images * 2, 6}, torch::kInt64);
        const auto whole = model.decode(ids, features, {}, true);
        CHECK(maxDifference(whole.logits, model.decode(ids, features.repeat_interleave(2, 0)).logits) < tolerance);
        // Attention to the picture is a distribution over its states.
        const auto shown = model.imageStates(features).mask.repeat_interleave(2, 0).unsqueeze(1);
        CHECK(maxDifference(whole.crossAttention.sum(2), torch::ones({images * 2, 6})) < 1e-5);
        CHECK((whole.crossAttention * (1 - shown)).abs().max().item<double>() == 0);

        auto cache = model.makeCache(features, images * 2, 6);
        const auto first = model.decodeNext(ids.narrow(1, 0, 3), *cache).logits.select(1, 0);
        CHECK(maxDifference(first, whole.logits.select(1, 2)) < tolerance);
        torch::Tensor rows = torch::arange(images * 2, torch::kInt64).flip(0).slice(0, 1);
        cache->select(rows);
        for (std::int64_t t = 3; t < 6; ++t) {
            const auto next = model.decodeNext(ids.index_select(0, rows).narrow(1, t, 1), *cache).logits;
            CHECK(maxDifference(next.select(1, 0), whole.logits.index_select(0, rows).select(1, t)) < tolerance);
            if (t == 4) continue;
            const auto fewer = torch::arange(rows.size(0) - 2, torch::kInt64) + 1;
            cache->select(fewer);
            rows = rows.index_select(0, fewer);
        }
    }
}

TEST_CASE("padding, joining and mean pictures") {
    const torch::NoGradGuard noGrad;
    for (const auto& family : families) {
        auto set = open(family);
        if (!set) continue;
        CAPTURE(family);
        auto& model = *set->model;
        const torch::Tensor features = generationFeatures(*set);
        const auto start = torch::full({features.size(0), 1}, model.specialTokens().start, torch::kInt64);
        const auto logits = model.decode(start, features).logits;
        const auto longer = torch::constant_pad_nd(features, {0, 0, 3, 0});
        CHECK(maxDifference(model.decode(start, longer).logits, logits) < tolerance);
        CHECK(torch::equal(joinFeatures({features.narrow(0, 0, 1), longer}), torch::cat({longer.narrow(0, 0, 1), longer})));
        CHECK(model.rowsBegin(longer) == model.rowsBegin(features));
        for (std::int64_t b = 0; b < features.size(0); ++b)
            CHECK(model.rowsBegin(features)[static_cast<std::size_t>(b)] ==
                  realIds((*set)["gen_input_ids"][b], (*set)["gen_attention_mask"][b]));
        // The mean of equal pictures is the picture.
        const auto twice = torch::cat({features.narrow(0, 0, 1), features.narrow(0, 0, 1)});
        const auto flat = model.meanImage(twice);
        const auto mean = model.imageStates(flat.unsqueeze(0)).states.sum(1) /
                          model.imageStates(flat.unsqueeze(0)).mask.sum(1, true);
        CHECK(maxDifference(mean, meanImageState(model, features.narrow(0, 0, 1))) < 1e-6);
        // Half precision holds ids.
        CHECK(model.rowsBegin(features.to(torch::kBFloat16)) == model.rowsBegin(features));
        // Nothing but padding in front: only the row itself is read.
        const auto blank = torch::zeros({1, 1, model.featureSize()});
        CHECK(torch::isfinite(model.decode(start.narrow(0, 0, 1), blank).logits).all().item<bool>());
    }
}

TEST_CASE("copies and saved folders say the same") {
    const torch::NoGradGuard noGrad;
    for (const auto& family : families) {
        auto set = open(family);
        if (!set) continue;
        CAPTURE(family);
        const torch::Tensor features = generationFeatures(*set);
        const auto start = torch::full({features.size(0), 1}, set->model->specialTokens().start, torch::kInt64);
        const auto logits = set->model->decode(start, features).logits;
        const auto twin = set->model->copy();
        CHECK(twin->specialTokens().start == set->model->specialTokens().start);
        CHECK(torch::equal(twin->decode(start, features).logits, logits));
        const auto folder = std::filesystem::temp_directory_path() / ("attune-chat-" + family);
        saveCheckpoint(*twin, folder);
        CHECK(torch::equal(loadCaptioner(folder)->decode(start, features).logits, logits));
        std::filesystem::remove_all(folder);
    }
}

TEST_CASE("llava's newer key names are read") {
    const auto set = open("llava");
    if (!set || !std::filesystem::exists(set->folder / "variants" / "key_names.json")) return;
    const auto names = goldenJson("llava/variants/key_names.json");
    std::set<std::string> hub;
    for (const auto& name : names["hub_layout"]) hub.insert(name.get<std::string>());
    for (const auto& [group, list] : names.items()) {
        if (!list.is_array()) continue;
        std::set<std::string> read;
        for (const auto& name : list) read.insert(Llava::hubKey(name.get<std::string>()));
        CAPTURE(group);
        CHECK(read == hub);
    }
}

TEST_CASE("prompts that do not fit are refused in words") {
    for (const auto& family : families) {
        auto set = open(family);
        if (!set) continue;
        CAPTURE(family);
        const torch::NoGradGuard noGrad;
        auto batch = picturesOf(*set, "", 0, 1);
        CHECK_THROWS_AS(set->model->encodeImages(batch.pixels), Error);
        CHECK_THROWS_AS(set->model->setPrompt({}), Error);
        CHECK_THROWS_AS(set->model->setPrompt({set->model->vocabularySize()}), Error);
        Ids prompt = realIds((*set)["gen_input_ids"][0], (*set)["gen_attention_mask"][0]);
        set->model->setPrompt(prompt);
        batch.prompts = {prompt};
        batch.prompts[0].insert(batch.prompts[0].begin(), set->imageToken);
        CHECK_THROWS_AS(set->model->encodeBatch(batch), Error);
        batch.prompts = {{prompt.back()}};
        CHECK_THROWS_AS(set->model->encodeBatch(batch), Error);
    }
}
