// Adapter files call layers as PEFT finds them in a network that `transformers` has loaded: it adapts a module that is called
// like one of target_modules, or ends in a dot and that.
#include <torch/torch.h>

#include <doctest/doctest.h>

#include <filesystem>
#include <optional>
#include <set>
#include <string>

#include "data/file.h"
#include "data/json.h"
#include "golden_model.h"
#include "model/load_captioner.h"
#include "model/lora.h"
#include "temporary_folder.h"

using namespace attune;
using namespace attune::test;
namespace fs = std::filesystem;

namespace {

/// The weights' names in memory there; LLaVA's file has others. Nothing where the golden set does not tell.
std::optional<std::set<std::string>> memoryNames(const std::string& family, const GoldenModel& set) {
    std::set<std::string> names;
    if (family != "llava") {
        if (!fs::exists(set.folder / "model.safetensors")) return std::nullopt;
        for (const auto& name : SafetensorsFile(set.folder / "model.safetensors").names()) names.insert(name);
        return names;
    }
    if (!fs::exists(set.folder / "variants" / "key_names.json")) return std::nullopt;
    const auto lists = goldenJson("llava/variants/key_names.json");
    for (const auto& name : lists.at("in_memory_layout_since_4.52")) names.insert(name.get<std::string>());
    return names;
}

}  // namespace

TEST_CASE("every layer of an adapter is found in memory, and here again") {
    for (const std::string family : {"vision-encoder-decoder", "blip", "blip-untied", "git", "idefics3", "smolvlm", "llava"}) {
        CAPTURE(family);
        const auto set = openGolden(family);
        if (!set) continue;
        const auto names = memoryNames(family, *set);
        if (!names) {
            MESSAGE("skipped: the golden set does not tell the names of " << family);
            continue;
        }
        const auto model = loadCaptioner(set->folder);
        const TemporaryFolder folder;
        std::size_t layers = 0;
        {
            const Lora lora(*model, {.rank = 1}, 1);
            layers = lora.parameters().size() / 2;
            lora.save(folder.path(), "base");
        }
        const SafetensorsFile file(folder.path() / "adapter_model.safetensors");
        const Json config = readJsonFile(folder.path() / "adapter_config.json");
        CHECK(config["target_modules"].size() == layers);
        for (const Json& target : config["target_modules"]) {
            const auto name = target.get<std::string>();
            CAPTURE(name);
            CHECK(names->contains(name + ".weight"));
            for (const char* half : {".lora_A.weight", ".lora_B.weight"}) CHECK(file.contains("base_model.model." + name + half));
        }
        const Lora again(*model, folder.path());
        CHECK(again.parameters().size() == 2 * layers);
    }
}

TEST_CASE("ranks and alphas of single layers go by the same names") {
    const auto set = openGolden("llava");
    if (!set) return;
    const auto model = loadCaptioner(set->folder);
    const std::string query = "language_model.model.layers.0.self_attn.q_proj", up = "language_model.model.layers.0.mlp.up_proj";
    const std::string inMemory = "model.language_model.layers.0.mlp.up_proj";
    NamedTensors tensors;
    for (const auto& [name, map] : affineMaps(*model)) {
        if (name != query && name != up) continue;
        const std::int64_t rank = name == up ? 3 : 2;
        tensors[name + ".lora_A.weight"] = torch::ones({rank, map->inputs()});
        tensors[name + ".lora_B.weight"] = torch::ones({map->outputs(), rank});
    }
    REQUIRE(tensors.size() == std::size_t{4});
    const TemporaryFolder given, written;
    writeSafetensors(given / "adapter_model.safetensors", tensors);
    writeFileAtomically(given / "adapter_config.json",
                        dumpJson({{"peft_type", "LORA"}, {"r", 2}, {"lora_alpha", 4}, {"alpha_pattern", {{"up_proj", 9}}}}));
    Lora(*model, given.path()).save(written.path(), "base");
    const Json config = readJsonFile(written / "adapter_config.json");
    const auto patterns = config["rank_pattern"].size() + config["alpha_pattern"].size();
    CHECK(patterns == std::size_t{2});
    CHECK(config["alpha_pattern"].value(inMemory, 0.0) == 9.0);
    // The first layer in the order of names has the plain rank.
    CHECK(config["r"] == 3);
    CHECK(config["rank_pattern"].value("model.language_model.layers.0.self_attn.q_proj", 0) == 2);
}
