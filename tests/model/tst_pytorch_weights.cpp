// Captioners whose weights are a `pytorch_model.bin`, whole or in shards.
#include <torch/torch.h>

#include <doctest/doctest.h>

#include "data/file.h"
#include "data/json.h"
#include "failure.h"
#include "golden_model.h"
#include "model/blip.h"
#include "model/checkpoint.h"
#include "model/load_captioner.h"
#include "model/pytorch_weights.h"
#include "pytorch_tensors.h"
#include "temporary_folder.h"

using namespace attune;
using namespace attune::test;
namespace fs = std::filesystem;

namespace {

BlipOptions smallOptions() {
    BlipOptions o;
    o.vision.encoder = {.hiddenSize = 16, .intermediateSize = 32, .layers = 1, .heads = 2, .activation = "gelu"};
    o.vision.imageSize = 16;
    o.vision.patchSize = 8;
    o.text = {.vocabularySize = 20, .positions = 24, .hiddenSize = 24, .layers = 2, .heads = 3, .intermediateSize = 32};
    o.tokens = {.start = 1, .pad = 0, .end = {2}};
    return o;
}

std::string loadFailure(const fs::path& folder) {
    return failure([&] { loadCaptioner(folder); });
}

}  // namespace

TEST_CASE("the golden pickle holds the same weights as the safetensors file") {
    const auto set = openGolden("vision-encoder-decoder");
    if (!set || !fs::exists(set->folder / "variants/pytorch_model.bin")) {
        MESSAGE("skipped: the golden set does not hold vision-encoder-decoder/variants/pytorch_model.bin");
        return;
    }
    const TemporaryFolder folder;
    for (const char* name : {"config.json", "generation_config.json"})
        if (fs::exists(set->folder / name)) fs::copy_file(set->folder / name, folder.path() / name);
    fs::copy_file(set->folder / "variants/pytorch_model.bin", folder.path() / "pytorch_model.bin");
    const auto model = loadCaptioner(folder.path());
    const NamedTensors expected = SafetensorsFile(set->folder / "model.safetensors").tensors();
    const auto parameters = model->named_parameters();
    CHECK(parameters.size() == expected.size());
    for (const auto& [name, tensor] : expected) {
        CAPTURE(name);
        REQUIRE(parameters.contains(name));
        CHECK(parameters[name].equal(tensor));
    }
}

TEST_CASE("every kind of tensor comes back as it was") {
    const TemporaryFolder folder;
    torch::manual_seed(1);
    const NamedTensors tensors = {{"half", torch::randn({3, 5}).to(torch::kFloat16)},
                                  {"brain", torch::randn({7}).to(torch::kBFloat16)},
                                  {"turned", torch::randn({4, 6}).t()},
                                  {"scalar", torch::tensor(2.5F)},
                                  {"numbers", torch::randint(100, {2, 2}, torch::kInt64)},
                                  {"flags", torch::tensor({true, false, true})},
                                  {"none", torch::zeros({0, 3})}};
    writePytorch(folder.path() / "w.bin", tensors);
    const PytorchWeights file(folder.path() / "w.bin");
    CHECK(file.names().size() == tensors.size());
    for (const auto& [name, tensor] : tensors) {
        CAPTURE(name);
        CHECK(torch::IntArrayRef(file.shape(name)) == tensor.sizes());
        CHECK(file.tensor(name).dtype() == tensor.dtype());
        CHECK(file.tensor(name).equal(tensor));
        file.release(name);  // what was given back is read again
        CHECK(file.tensor(name).equal(tensor));
    }
    CHECK_THROWS_AS(file.tensor("other"), Error);
}

TEST_CASE("captioners load from a pickle, whole or in shards, in the dtype asked for") {
    const TemporaryFolder folder;
    const auto model = Blip::random(smallOptions(), 3);
    saveCheckpoint(*model, folder.path());
    fs::remove(folder.path() / "model.safetensors");
    NamedTensors weights, first, second;
    for (const auto& item : model->named_parameters()) weights[item.key()] = item.value().detach();
    // What old files carry: names of the normalisations, buffers, the tied projection and the bias's second name.
    NamedTensors old;
    for (const auto& [current, tensor] : weights) {
        std::string name = current;
        if (const auto at = name.find("LayerNorm.weight"); at != name.npos) name.replace(at, 16, "LayerNorm.gamma");
        if (const auto at = name.find("LayerNorm.bias"); at != name.npos) name.replace(at, 14, "LayerNorm.beta");
        old[name] = tensor;
    }
    old["text_decoder.bert.embeddings.position_ids"] = torch::arange(24).unsqueeze(0);
    old["text_decoder.cls.predictions.decoder.bias"] = weights["text_decoder.cls.predictions.bias"];
    old["text_decoder.cls.predictions.decoder.weight"] = weights["text_decoder.bert.embeddings.word_embeddings.weight"];
    writePytorch(folder.path() / "pytorch_model.bin", old);
    torch::NoGradGuard noGrad;
    torch::manual_seed(1);
    const torch::Tensor pixels = torch::randn({2, 3, 16, 16}), ids = torch::randint(20, {4, 7}, torch::kInt64);
    const auto logits = [&](Captioner& m) { return m.decode(ids, m.encodeImages(pixels)).logits; };
    CHECK(logits(*loadCaptioner(folder.path())).equal(logits(*model)));
    const auto half = loadCaptioner(folder.path(), torch::kCPU, torch::kBFloat16);
    for (const auto& item : half->named_parameters())
        CHECK(item.value().equal(weights[item.key()].to(torch::kBFloat16)));

    // An output projection of its own is kept, whatever the configuration says.
    old["text_decoder.cls.predictions.decoder.weight"] = torch::randn({20, 24});
    writePytorch(folder.path() / "pytorch_model.bin", old);
    const auto untied = loadCaptioner(folder.path());
    CHECK_FALSE(untied->config()["text_config"]["tie_word_embeddings"].get<bool>());
    CHECK_FALSE(logits(*untied).equal(logits(*model)));

    fs::remove(folder.path() / "pytorch_model.bin");
    Json map = Json::object();
    for (const auto& [name, tensor] : weights) {
        const bool odd = map.size() % 2 == 1;
        (odd ? first : second)[name] = tensor;
        map[name] = odd ? "pytorch_model-00001-of-00002.bin" : "pytorch_model-00002-of-00002.bin";
    }
    writePytorch(folder.path() / "pytorch_model-00001-of-00002.bin", first);
    writePytorch(folder.path() / "pytorch_model-00002-of-00002.bin", second);
    writeFileAtomically(folder.path() / "pytorch_model.bin.index.json", dumpJson({{"weight_map", map}}));
    CHECK(logits(*loadCaptioner(folder.path())).equal(logits(*model)));
}

TEST_CASE("pickles that do not fit or want to do something are refused by name") {
    const TemporaryFolder folder;
    const auto model = Blip::random(smallOptions(), 3);
    saveCheckpoint(*model, folder.path());
    fs::remove(folder.path() / "model.safetensors");
    NamedTensors weights;
    for (const auto& item : model->named_parameters()) weights[item.key()] = item.value().detach();
    const fs::path file = folder.path() / "pytorch_model.bin";
    NamedTensors changed = weights;
    changed.erase("vision_model.post_layernorm.bias");
    changed["stray"] = torch::zeros({2});
    changed["vision_model.post_layernorm.weight"] = torch::zeros({17});
    writePytorch(file, changed);
    const std::string message = loadFailure(folder.path());
    CHECK(mentions(message, "missing: vision_model.post_layernorm.bias"));
    CHECK(mentions(message, "not part of the model: stray"));
    CHECK(mentions(message, "of another shape: vision_model.post_layernorm.weight"));
    changed = weights;
    changed["text_decoder.bert.embeddings.LayerNorm.gamma"] = torch::ones({24});
    writePytorch(file, changed);
    CHECK(mentions(loadFailure(folder.path()), "two names"));
    writeFileAtomically(file, zipArchive(pytorchFiles("\x80\x02" + pickledImport("os", "system") + pickledText("true") + "\x85R.", {})));
    CHECK(mentions(loadFailure(folder.path()), "os.system"));
    fs::remove(file);
    CHECK(mentions(loadFailure(folder.path()), "pytorch_model.bin"));
}
