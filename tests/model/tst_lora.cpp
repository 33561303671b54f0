// Low-rank adapters on a checkpoint's layers.
#include <torch/torch.h>

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <map>

#include "data/error.h"
#include "data/file.h"
#include "data/json.h"
#include "failure.h"
#include "golden_model.h"
#include "model/load_captioner.h"
#include "model/lora.h"
#include "pytorch_tensors.h"
#include "temporary_folder.h"

using namespace attune;
using namespace attune::test;

namespace {

/// Adapters that do something: B is drawn, too.
void fill(const Lora& lora) {
    const torch::NoGradGuard noGrad;
    torch::manual_seed(5);
    for (auto& [name, parameter] : lora.parameters()) parameter.set_data(0.2 * torch::randn_like(parameter));
}

/// A product of three matrices at once rounds otherwise than three products, with the kernels of some processors.
constexpr double kRounding = 1e-5;

struct Opened {
    GoldenModel set;
    std::shared_ptr<Captioner> model;

    torch::Tensor features() const { return model->encodeImages(set["pixel_values"]); }
    torch::Tensor logits() const { return model->decode(set["decoder_input_ids"], features()).logits; }
};

std::optional<Opened> open() {
    auto set = openGolden("vision-encoder-decoder");
    if (!set) return std::nullopt;
    auto model = loadCaptioner(set->folder);
    return Opened{*std::move(set), std::move(model)};
}

torch::Tensor logitsOf(const std::filesystem::path& folder, const GoldenModel& set) {
    const auto model = loadCaptioner(folder);
    return model->decode(set["decoder_input_ids"], model->encodeImages(set["pixel_values"])).logits;
}

/// The matrices of a layer's adapter, under the names that a file has for them.
void addAdapter(NamedTensors& tensors, const std::string& name, const AffineMap& map, std::int64_t rank,
                const std::string& middle = {}) {
    tensors[name + ".lora_A" + middle + ".weight"] = torch::randn({rank, map.inputs()});
    tensors[name + ".lora_B" + middle + ".weight"] = torch::randn({map.outputs(), rank});
}

void writeAdapter(const std::filesystem::path& folder, const Json& config, const NamedTensors& tensors) {
    writeSafetensors(folder / "adapter_model.safetensors", tensors);
    writeFileAtomically(folder / "adapter_config.json", dumpJson(config));
}

std::map<std::string, std::shared_ptr<AffineMap>> mapsByName(torch::nn::Module& module) {
    std::map<std::string, std::shared_ptr<AffineMap>> maps;
    for (const auto& [name, map] : affineMaps(module)) maps[name] = map;
    return maps;
}

const std::string kAttention = "decoder.transformer.h.0.attn.c_attn", kUp = "decoder.transformer.h.0.mlp.c_fc";

/// As other programs write it: ranks and alphas of single layers, alpha over the root of the rank.
const Json kForeign{{"peft_type", "LORA"},
                    {"r", 4},
                    {"lora_alpha", 8},
                    {"use_rslora", true},
                    {"target_modules", ".*(c_attn|c_fc)"},
                    {"rank_pattern", {{"c_fc", 2}}},
                    {"alpha_pattern", {{".*\\.mlp\\.c_fc", 3}}},
                    {"init_lora_weights", "gaussian"},
                    {"base_model_name_or_path", "org/base"}};

}  // namespace

TEST_CASE("names of targets") {
    CHECK(isLoraTarget("decoder.transformer.h.0.attn.c_attn", "c_attn"));
    CHECK(isLoraTarget("decoder.transformer.h.0.attn.c_attn", "attn.c_attn"));
    CHECK_FALSE(isLoraTarget("decoder.transformer.h.0.crossattention.c_attn", "attn.c_attn"));
    CHECK_FALSE(isLoraTarget("decoder.transformer.h.0.crossattention.c_attn", "attention.c_attn"));
    CHECK(isLoraTarget("decoder.transformer.h.0.crossattention.c_attn", "*attention.c_attn"));
    CHECK(isLoraTarget("decoder.transformer.h.11.attn.c_attn", "h.1*.attn.c_*"));
    CHECK(isLoraTarget("a.b", "*"));
    CHECK(isLoraTarget("a.bcbcd", "b*bcd"));
    CHECK_FALSE(isLoraTarget("a.bcbc", "b*bcd"));
    // In no time, however many ways there would be to try.
    CHECK_FALSE(isLoraTarget(std::string(5000, 'a'), "*a*a*a*a*a*a*a*a*a*a*a*a*b"));
    CHECK_FALSE(isLoraTarget("a.b", ""));
}

TEST_CASE("new adapters change nothing; off they leave the network's bytes; merged they equal themselves") {
    const auto opened = open();
    if (!opened) return;
    const torch::NoGradGuard noGrad;
    const torch::Tensor plain = opened->logits();
    const auto features = opened->features();
    {
        Lora lora(*opened->model, {.rank = 3, .alpha = 6}, 1);
        CHECK(maxDifference(opened->logits(), plain) < kRounding);
        fill(lora);
        const torch::Tensor adapted = opened->logits();
        CHECK(maxDifference(adapted, plain) > 1e-2);
        {
            const LoraOff off(&lora);
            CHECK_FALSE(lora.isOn());
            CHECK(maxDifference(opened->logits(), plain) < kRounding);
        }
        CHECK(maxDifference(opened->logits(), adapted) < kRounding);

        // Step by step, with cached keys and values, the adapters are seen as well.
        const torch::Tensor own = opened->features(), ids = opened->set["decoder_input_ids"];
        auto cache = opened->model->makeCache(own, ids.size(0), ids.size(1));
        for (std::int64_t t = 0; t < ids.size(1); ++t)
            CHECK(maxDifference(opened->model->decodeNext(ids.narrow(1, t, 1), *cache).logits.select(1, 0),
                                adapted.select(1, t)) < 5e-5);

        // A checkpoint holds the merged weights, and the network itself is left alone.
        const TemporaryFolder folder;
        saveCheckpoint(*opened->model, folder.path());
        CHECK(maxDifference(logitsOf(folder.path(), opened->set), adapted) < 1e-5);
        lora.setOn(false);
        CHECK(maxDifference(opened->logits(), plain) < kRounding);
        lora.merge();
        CHECK(lora.parameters().empty());
        CHECK(maxDifference(opened->logits(), adapted) < 1e-5);
        for (const auto& [name, map] : affineMaps(*opened->model)) CHECK_FALSE(map->adapter);
    }
}

TEST_CASE("one layer, merged and not, within 1e-6, however its weights are stored") {
    const torch::NoGradGuard noGrad;
    torch::manual_seed(3);
    torch::nn::Module box;
    Linear linear(box.register_module("linear", Linear(7, 5)));
    Conv1D conv(box.register_module("conv", Conv1D(7, 6)));
    for (auto& parameter : box.parameters()) parameter.set_data(torch::randn_like(parameter));
    Lora lora(box, {.rank = 2, .alpha = 3}, 1);
    fill(lora);
    const torch::Tensor x = torch::randn({4, 3, 7});
    const torch::Tensor y = linear(x), z = conv(x), fused = fusedLinear(x, {linear, linear});
    const auto& adapter = *linear->adapter;
    CHECK(adapter.scale == 1.5);
    const torch::Tensor byHand = torch::linear(x, linear->weight, linear->bias) +
                                 1.5 * torch::linear(torch::linear(x, adapter.a), adapter.b);
    CHECK(maxDifference(y, byHand) < 1e-6);
    CHECK(maxDifference(conv->outputsFrom(x, 2, 3), z.narrow(2, 2, 3)) < 1e-6);
    CHECK(maxDifference(fused, torch::cat({y, y}, -1)) < 1e-6);
    lora.merge();
    CHECK(maxDifference(linear(x), y) < 1e-6);
    CHECK(maxDifference(conv(x), z) < 1e-6);
}

TEST_CASE("only what is named is adapted, and only adapters take gradients where the rest is frozen") {
    const auto opened = open();
    if (!opened) return;
    for (auto& parameter : opened->model->parameters()) parameter.requires_grad_(false);
    Lora lora(*opened->model, {.rank = 2, .alpha = 2, .targets = {"attn.c_attn"}}, 1);
    for (const auto& [name, parameter] : lora.parameters()) CHECK(name.find(".attn.c_attn.lora_") != name.npos);
    opened->logits().square().sum().backward();
    for (const auto& [name, parameter] : lora.parameters()) {
        CAPTURE(name);
        REQUIRE(parameter.grad().defined());
        // B is zero, so that A's gradient is zero at first.
        CHECK((parameter.grad().abs().max().item<double>() > 0) == name.ends_with("lora_B.weight"));
    }
    for (const auto& parameter : opened->model->parameters()) CHECK_FALSE(parameter.grad().defined());
    CHECK_THROWS_AS(Lora(*opened->model, {.targets = {"mlp.c_fc", "no_such_layer"}}, 1), Error);
    CHECK_THROWS_AS(Lora(*opened->model, {.targets = {"attn.c_attn"}}, 1), Error);
    // What was refused left nothing behind.
    for (const auto& [name, map] : affineMaps(*opened->model))
        CHECK((map->adapter != nullptr) == name.ends_with(".attn.c_attn"));
}

TEST_CASE("adapter files go out and come back, and others are refused in words") {
    const auto opened = open();
    if (!opened) return;
    const torch::NoGradGuard noGrad;
    const TemporaryFolder folder;
    torch::Tensor adapted;
    {
        Lora lora(*opened->model, {.rank = 3, .alpha = 5, .targets = {"c_attn", "q_attn"}}, 1);
        fill(lora);
        adapted = opened->logits();
        lora.save(folder.path(), "somewhere/base");
    }
    const SafetensorsFile file(folder.path() / "adapter_model.safetensors");
    CHECK(file.contains("base_model.model.decoder.transformer.h.0.attn.c_attn.lora_A.weight"));
    CHECK(file.shape("base_model.model.decoder.transformer.h.0.attn.c_attn.lora_A.weight")[0] == 3);
    const Json config = readJsonFile(folder.path() / "adapter_config.json");
    CHECK(config["r"] == 3);
    CHECK(config["lora_alpha"] == 5.0);
    CHECK(config["fan_in_fan_out"] == true);
    {
        const Lora lora(*opened->model, folder.path());
        CHECK(maxDifference(opened->logits(), adapted) < kRounding);
        const TemporaryFolder again;
        lora.save(again.path(), "somewhere/base");
        for (const char* name : {"adapter_config.json", "adapter_model.safetensors"})
            CHECK(readFile(folder.path() / name) == readFile(again.path() / name));
    }
    const auto with = [&](const char* key, const Json& value) {
        Json changed = config;
        changed[key] = value;
        writeFileAtomically(folder.path() / "adapter_config.json", dumpJson(changed));
        CAPTURE(key);
        CHECK_THROWS_AS(Lora(*opened->model, folder.path()), Error);
    };
    with("peft_type", "IA3");
    with("bias", "all");
    with("use_dora", true);
    with("modules_to_save", Json::array({"lm_head"}));
    with("lora_alpha", "much");
    writeFileAtomically(folder.path() / "adapter_config.json", dumpJson(config));
    NamedTensors tensors = file.tensors();
    for (auto& [name, tensor] : tensors) tensor = tensor.clone();
    const auto withTensors = [&](const NamedTensors& changed) {
        writeSafetensors(folder.path() / "adapter_model.safetensors", changed);
        CHECK_THROWS_AS(Lora(*opened->model, folder.path()), Error);
        for (const auto& [name, map] : affineMaps(*opened->model)) CHECK_FALSE(map->adapter);
    };
    auto lacking = tensors;
    lacking.erase(lacking.begin());
    withTensors(lacking);
    auto misshaped = tensors;
    misshaped.begin()->second = torch::zeros({3, 3});
    withTensors(misshaped);
    auto strange = tensors;
    strange["base_model.model.no.such.layer.lora_A.weight"] = torch::zeros({3, 4});
    strange["base_model.model.no.such.layer.lora_B.weight"] = torch::zeros({4, 3});
    withTensors(strange);
    withTensors({});
}

TEST_CASE("scales and keys of other makers, in either kind of file") {
    const auto opened = open();
    if (!opened) return;
    torch::manual_seed(7);
    const auto maps = mapsByName(*opened->model);
    NamedTensors tensors;
    addAdapter(tensors, "base_model.model." + kAttention, *maps.at(kAttention), 4);
    addAdapter(tensors, kUp, *maps.at(kUp), 2, ".default");  // a state dictionary that was saved as it is
    const TemporaryFolder folder, pickled;
    writeAdapter(folder.path(), kForeign, tensors);
    writeFileAtomically(pickled / "adapter_config.json", dumpJson(kForeign));
    writePytorch(pickled / "adapter_model.bin", tensors);
    const auto scalesAreRight = [&] {
        CHECK(maps.at(kAttention)->adapter->scale == doctest::Approx(8 / std::sqrt(4.0)));
        CHECK(maps.at(kUp)->adapter->scale == doctest::Approx(3 / std::sqrt(2.0)));
        CHECK(torch::equal(maps.at(kUp)->adapter->a, tensors.at(kUp + ".lora_A.default.weight")));
    };
    for (const auto& path : {folder.path(), pickled.path()}) {
        CAPTURE(path.string());
        const Lora lora(*opened->model, path);
        CHECK(lora.base() == "org/base");
        CHECK(lora.parameters().size() == std::size_t{4});
        scalesAreRight();
    }
    // They stay what they are when they are written again.
    const TemporaryFolder again;
    Lora(*opened->model, folder.path()).save(again.path(), "org/base");
    CHECK(dumpJson(readJsonFile(again / "adapter_config.json")["alpha_pattern"]) == dumpJson(Json{{kUp, 3.0}}));
    const Lora lora(*opened->model, again.path());
    scalesAreRight();
}

TEST_CASE("layers of LLaVA under the names of newer programs") {
    const auto set = openGolden("llava");
    if (!set) return;
    const auto model = loadCaptioner(set->folder);
    const std::string layer = "language_model.model.layers.0.self_attn.q_proj";
    const auto maps = mapsByName(*model);
    REQUIRE(maps.contains(layer));
    NamedTensors tensors;
    addAdapter(tensors, "base_model.model.model.language_model.layers.0.self_attn.q_proj", *maps.at(layer), 2);
    const TemporaryFolder folder;
    writeAdapter(folder.path(), kForeign, tensors);
    const Lora lora(*model, folder.path());
    CHECK(maps.at(layer)->isAdapted());
    CHECK(lora.parameters().front().first == layer + ".lora_A.weight");
}

TEST_CASE("what an adapter asks for that is not done here is named") {
    const auto opened = open();
    if (!opened) return;
    const auto maps = mapsByName(*opened->model);
    NamedTensors tensors;
    addAdapter(tensors, "base_model.model." + kAttention, *maps.at(kAttention), 4);
    const TemporaryFolder folder;
    const auto refusal = [&] { return failure([&] { const Lora lora(*opened->model, folder.path()); }); };
    const std::vector<std::pair<std::string, Json>> options{{"use_dora", true},
                                                            {"bias", "lora_only"},
                                                            {"modules_to_save", Json::array({"lm_head"})},
                                                            {"init_lora_weights", "pissa"},
                                                            {"target_parameters", Json::array({"experts.up"})},
                                                            {"alpha_pattern", Json{{"h\\.[01]\\.attn", 3}}},
                                                            {"lora_alpha", "much"}};
    for (const auto& [key, value] : options) {
        Json config = kForeign;
        config[key] = value;
        writeAdapter(folder.path(), config, tensors);
        CAPTURE(key);
        CHECK(mentions(refusal(), key));
    }
    // So are the layers that are not there, or of other widths, and numbers that are none.
    const auto withTensors = [&](const NamedTensors& changed) {
        writeAdapter(folder.path(), kForeign, changed);
        return refusal();
    };
    NamedTensors strange = tensors, wide = tensors, broken = tensors;
    addAdapter(strange, "base_model.model.no.such.layer", *maps.at(kUp), 2);
    CHECK(mentions(withTensors(strange), "no.such.layer"));
    addAdapter(wide, "base_model.model." + kUp, *maps.at(kAttention), 2);
    CHECK(mentions(withTensors(wide), kUp));
    const std::string matrix = "base_model.model." + kAttention + ".lora_B.weight";
    broken[matrix] = torch::full_like(broken.at(matrix), std::numeric_limits<float>::quiet_NaN());
    CHECK(mentions(withTensors(broken), "not finite"));
    CHECK(withTensors(tensors).empty());
}
