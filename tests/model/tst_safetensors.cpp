// Reading and writing checkpoints; hostile files are refused in words.
#include <torch/torch.h>

#include <doctest/doctest.h>

#include "data/file.h"
#include "data/json.h"
#include "failure.h"
#include "golden_model.h"
#include "model/checkpoint.h"
#include "model/load_captioner.h"
#include "model/safetensors.h"
#include "small_captioner.h"
#include "temporary_folder.h"

using namespace attune;
using namespace attune::test;
namespace fs = std::filesystem;

namespace {

std::string fileOf(const std::string& header, std::size_t dataBytes) {
    std::string bytes;
    for (int i = 0; i < 8; ++i) bytes.push_back(static_cast<char>(header.size() >> (8 * i) & 0xff));
    return bytes + header + std::string(dataBytes, '\1');
}

std::string altered(Json config, const char* part, const char* key, const Json& value) {
    (part ? config[part] : config)[key] = value;
    return dumpJson(config);
}

}  // namespace

TEST_CASE("every dtype goes out and comes back") {
    const TemporaryFolder folder;
    NamedTensors tensors;
    for (const auto dtype : {torch::kFloat64, torch::kFloat32, torch::kFloat16, torch::kBFloat16,
                             torch::kInt64, torch::kInt32, torch::kUInt8, torch::kBool})
        tensors[std::string("t") + toString(dtype)] = torch::randn({3, 5}).mul(4).abs().to(dtype);
    tensors["scalar"] = torch::tensor(2.5);
    tensors["none"] = torch::zeros({0, 4});
    tensors["strided"] = torch::randn({4, 6}).t();
    writeSafetensors(folder / "a.safetensors", tensors, {{"format", "pt"}, {"note", "x"}});
    const SafetensorsFile file(folder / "a.safetensors");
    CHECK(file.metadata().at("note") == "x");
    CHECK(file.names().size() == tensors.size());
    for (const auto& [name, tensor] : tensors) {
        CAPTURE(name);
        CHECK((file.tensor(name).scalar_type() == tensor.scalar_type()));
        CHECK(file.tensor(name).equal(tensor));
    }
    CHECK(mentions(failure([&] { file.tensor("absent"); }), "absent"));
}

TEST_CASE("hostile headers are refused") {
    const std::string tensor = R"("a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]})";
    const TemporaryFolder folder;
    const auto refusal = [&](const std::string& bytes) {
        writeFileAtomically(folder / "file", bytes);
        return failure([&] { SafetensorsFile file(folder / "file"); });
    };
    CHECK(refusal(fileOf("{" + tensor + "}", 8)).empty());
    CHECK(refusal(fileOf("{" + tensor + "}   ", 8)).empty());

    const std::vector<std::pair<std::string, std::string>> cases = {
        {"", "too short"},
        {std::string(7, '\0'), "too short"},
        {std::string(8, '\xff') + "{}", "claims"},
        {fileOf("", 0), "begin"},
        {fileOf(" {" + tensor + "}", 8), "begin"},
        {fileOf("{" + tensor, 8), "JSON"},
        {fileOf("{\"\xff\":1}", 0), "JSON"},
        {fileOf("{" + tensor + "}", 4), "outside"},
        {fileOf("{" + tensor + "}", 12), "should hold"},
        {fileOf("{" + tensor + "," + tensor + "}", 8), "twice"},
        {fileOf(
             R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}})",
             12),
         "overlap"},
        {fileOf(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}})", 12), "unused"},
        {fileOf(R"({"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}})", 8), "needs"},
        {fileOf(R"({"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}})", 8), "side"},
        {fileOf(R"({"a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}})", 8), "side"},
        {fileOf(R"({"a":{"dtype":"F32","shape":[4294967296,4294967296,4],"data_offsets":[0,8]}})", 8),
         "overflow"},
        {fileOf(R"({"a":{"dtype":"F32","shape":[18446744073709551615],"data_offsets":[0,8]}})", 8), "side"},
        {fileOf(R"({"a":{"dtype":"F8_E4M3","shape":[8],"data_offsets":[0,8]}})", 8), "F8_E4M3"},
        {fileOf(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}})", 8), "outside"},
        {fileOf(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8,9]}})", 8), "offsets"},
        {fileOf(R"({"a":{"dtype":"F32","shape":[2]}})", 8), "data_offsets"},
        {fileOf(R"({"a":3})", 0), "dtype"},
        {fileOf(R"({"__metadata__":{"a":1}})", 0), "metadata"},
        {fileOf("{\"a\":" + std::string(100000, '['), 0), "nested"},
    };
    for (const auto& [bytes, word] : cases) {
        CAPTURE(word);
        CAPTURE(bytes.substr(0, 100));
        const std::string message = refusal(bytes);
        CAPTURE(message);
        CHECK(mentions(message, word));
    }
}

TEST_CASE("a file cut anywhere is refused") {
    const TemporaryFolder folder;
    writeSafetensors(folder / "whole", {{"a", torch::randn({3})}, {"b", torch::zeros({2}, torch::kInt64)}});
    const std::string whole = readFile(folder / "whole");
    for (std::size_t size = 0; size < whole.size(); ++size) {
        writeFileAtomically(folder / "cut", whole.substr(0, size));
        CHECK(!failure([&] { SafetensorsFile file(folder / "cut"); }).empty());
    }
}

TEST_CASE("saved checkpoints load with the same outputs, whole or in shards") {
    const TemporaryFolder folder;
    const auto model = VisionEncoderDecoder::random(smallOptions(), 3);
    torch::NoGradGuard noGrad;
    torch::manual_seed(1);
    const torch::Tensor pixels = torch::randn({2, 3, 16, 24}),
                        ids = torch::randint(20, {4, 7}, torch::kInt64);
    const auto logits = [&](Captioner& m) { return m.decode(ids, m.encodeImages(pixels)).logits; };
    const torch::Tensor expected = logits(*model);
    saveCheckpoint(*model, folder / "one");
    const auto loaded = loadCaptioner(folder / "one");
    CHECK(logits(*loaded).equal(expected));
    CHECK(loaded->config() == model->config());
    CHECK(loaded->specialTokens().end == model->specialTokens().end);

    fs::create_directories(folder / "two");
    NamedTensors first, second;
    Json map = Json::object();
    for (const auto& item : model->named_parameters()) {
        const bool odd = map.size() % 2 == 1;
        (odd ? first : second)[item.key()] = item.value();
        map[item.key()] = odd ? "a.safetensors" : "b.safetensors";
    }
    writeSafetensors(folder / "two/a.safetensors", first);
    writeSafetensors(folder / "two/b.safetensors", second);
    fs::copy_file(folder / "one/config.json", folder / "two/config.json");
    const auto writeIndex = [&] {
        writeFileAtomically(folder / "two/model.safetensors.index.json", dumpJson({{"weight_map", map}}));
    };
    writeIndex();
    CHECK_FALSE(failure([&] { loadCaptioner(folder / "two"); }).size());
    map["decoder.transformer.ln_f.bias"] = "../one/model.safetensors";
    writeIndex();
    CHECK(mentions(failure([&] { loadCaptioner(folder / "two"); }), "ln_f.bias"));

    const auto twin = model->copy();
    CHECK(logits(*twin).equal(expected));
    for (auto& parameter : model->parameters()) parameter.add_(1);
    CHECK(logits(*twin).equal(expected));
    for (const auto& parameter : twin->parameters()) CHECK_FALSE(parameter.requires_grad());
}

TEST_CASE("weights that do not fit are named") {
    const TemporaryFolder folder;
    const auto model = VisionEncoderDecoder::random(smallOptions(), 3);
    saveCheckpoint(*model, folder.path());
    NamedTensors weights = SafetensorsFile(folder / "model.safetensors").tensors();
    const auto loadWith = [&](const NamedTensors& changed) {
        writeSafetensors(folder / "model.safetensors", changed);
        return failure([&] { loadCaptioner(folder.path()); });
    };
    NamedTensors changed = weights;
    changed["decoder.transformer.h.0.attn.bias"] = torch::ones({1, 1, 24, 24}, torch::kBool);
    changed["decoder.transformer.h.0.attn.masked_bias"] = torch::tensor(-1e4);
    CHECK(loadWith(changed).empty());
    changed["stray"] = torch::zeros({2});
    CHECK(mentions(loadWith(changed), "not part of the model: stray"));
    changed = weights;
    changed.erase("encoder.layernorm.bias");
    CHECK(mentions(loadWith(changed), "missing: encoder.layernorm.bias"));
    changed = weights;
    changed["encoder.layernorm.bias"] = torch::zeros({17});
    CHECK(mentions(loadWith(changed), "of another shape: encoder.layernorm.bias"));
}

TEST_CASE("configurations that are not supported are named") {
    const TemporaryFolder folder;
    const auto model = VisionEncoderDecoder::random(smallOptions(), 3);
    saveCheckpoint(*model, folder.path());
    const Json config = model->config();
    const auto loadWith = [&](const std::string& text) {
        writeFileAtomically(folder / "config.json", text);
        return failure([&] { loadCaptioner(folder.path()); });
    };
    CHECK(loadWith(dumpJson(config)).empty());
    CHECK(mentions(loadWith(altered(config, nullptr, "model_type", "florence2")), "florence2"));
    CHECK(mentions(loadWith(altered(config, "encoder", "model_type", "swin")), "swin"));
    CHECK(mentions(loadWith(altered(config, "decoder", "model_type", "bart")), "bart"));
    CHECK(mentions(loadWith(altered(config, "decoder", "activation_function", "mish")), "mish"));
    CHECK(mentions(loadWith(altered(config, "encoder", "hidden_size", "wide")), "hidden_size"));
    CHECK(mentions(loadWith(altered(config, "encoder", "hidden_size", 1 << 30)), "hidden_size"));
    CHECK(mentions(loadWith(altered(config, "encoder", "patch_size", 0)), "patch_size"));
    CHECK(mentions(loadWith(altered(config, "decoder", "n_head", 5)), "n_head"));
    CHECK(mentions(loadWith(altered(config, "decoder", "n_embd", 60000)), "config.json"));
    CHECK(mentions(loadWith("[]"), "config.json"));
    CHECK(mentions(loadWith("{"), "config.json"));
    CHECK(mentions(failure([&] { loadCaptioner(folder / "absent"); }), "absent"));
    fs::remove(folder / "model.safetensors");
    CHECK(mentions(loadWith(dumpJson(config)), "model.safetensors"));
}

TEST_CASE("the golden checkpoint goes out as it came in") {
    const auto set = openGolden("vision-encoder-decoder");
    if (!set) return;
    const TemporaryFolder folder;
    const auto model = loadCaptioner(set->folder);
    saveCheckpoint(*model, folder.path());
    const NamedTensors before = SafetensorsFile(set->folder / "model.safetensors").tensors();
    const NamedTensors after = SafetensorsFile(folder / "model.safetensors").tensors();
    REQUIRE(before.size() == after.size());
    for (const auto& [name, tensor] : before) CHECK(after.at(name).equal(tensor));
}
