#include "model/load_captioner.h"

#include <map>

#include "data/file.h"
#include "data/model_family.h"
#include "model/blip.h"
#include "model/checkpoint.h"
#include "model/git.h"
#include "model/idefics3.h"
#include "model/layers.h"
#include "model/llava.h"
#include "model/vision_encoder_decoder.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

/// How a family makes its network. @param config  config.json @param generation  generation_config.json, or null
using FamilyLoader = std::shared_ptr<Captioner> (*)(const Checkpoint&, const Json& config, const Json& generation);

std::shared_ptr<Captioner> loadIdefics3(const Checkpoint& checkpoint, const Json& config, const Json& generation) {
    return Idefics3::load(checkpoint, config, generation);
}

/// By the model_type in config.json. core/data/model_family.h lists them.
const std::map<std::string, FamilyLoader> families = {
    {"blip",
     [](const Checkpoint& checkpoint, const Json& config, const Json&) -> std::shared_ptr<Captioner> {
         return Blip::load(checkpoint, config);
     }},
    {"git",
     [](const Checkpoint& checkpoint, const Json& config, const Json& generation) -> std::shared_ptr<Captioner> {
         return Git::load(checkpoint, config, generation);
     }},
    {"idefics3", loadIdefics3},
    {"llava",
     [](const Checkpoint& checkpoint, const Json& config, const Json& generation) -> std::shared_ptr<Captioner> {
         return Llava::load(checkpoint, config, generation);
     }},
    {"smolvlm", loadIdefics3},
    {"vision-encoder-decoder",
     [](const Checkpoint& checkpoint, const Json& config, const Json& generation) -> std::shared_ptr<Captioner> {
         return VisionEncoderDecoder::load(checkpoint, config, generation);
     }},
};

constexpr std::uint64_t maxConfigBytes = std::uint64_t{1} << 24;

Json readConfig(const fs::path& path) {
    const Json json = readJsonFile(path, maxConfigBytes);
    if (!json.is_object()) throw Error("cannot read " + path.string(), "it is not a JSON object");
    return json;
}

std::string dtypeName(torch::Dtype dtype) {
    switch (dtype) {
        case torch::kFloat16:
            return "float16";
        case torch::kBFloat16:
            return "bfloat16";
        case torch::kFloat64:
            return "float64";
        default:
            return "float32";
    }
}

}  // namespace

std::shared_ptr<Captioner> loadCaptioner(const fs::path& folder, torch::Device device, torch::Dtype dtype) {
    if (!fs::is_directory(folder))
        throw Error("cannot open the model " + folder.string(), "there is no such folder");
    if (!fs::exists(folder / "config.json"))
        throw Error("cannot open the model " + folder.string(), "it holds no config.json",
                    "give a Hugging Face checkpoint folder");
    const Json config = readConfig(folder / "config.json");
    const auto generationPath = folder / "generation_config.json";
    const Json generation = fs::exists(generationPath) ? readConfig(generationPath) : Json();

    const auto family = optional<std::string>(config, "model_type", "");
    const auto found = families.find(family);
    if (found == families.end())
        throw Error("cannot open the model " + folder.string(),
                    family.empty() ? "its config.json names no model_type"
                                   : "the family \"" + family.substr(0, 80) + "\" is not supported",
                    "supported are: " + familyNames(FamilyKind::Captioner));
    try {
        const auto model = found->second(Checkpoint(folder, device, dtype).unwrapped(), config, generation);
        model->to(device);  // buffers; the parameters are there already
        return model;
    } catch (const c10::Error& e) {
        // An allocation that fails, say, on a device without enough memory.
        throw Error("cannot open the model " + folder.string(), e.what_without_backtrace());
    }
}

void saveCheckpoint(const Captioner& captioner, const fs::path& folder) {
    std::error_code code;
    fs::create_directories(folder, code);
    if (code) throw Error("cannot make the folder " + folder.string(), code.message());
    NamedTensors weights;
    for (const auto& item : captioner.named_parameters()) weights[item.key()] = item.value();
    for (const auto& item : captioner.named_modules())
        if (const auto* map = dynamic_cast<const AffineMap*>(item.value().get()); map && map->isAdapted())
            weights[item.key() + ".weight"] = map->mergedWeight();
    Json config = captioner.config();
    config["torch_dtype"] =
        dtypeName(weights.empty() ? torch::kFloat32 : weights.begin()->second.scalar_type());
    writeSafetensors(folder / "model.safetensors", weights);
    writeFileAtomically(folder / "generation_config.json",
                        dumpJson(captioner.generationConfig(), true) + "\n");
    // Last: a folder with a config.json is complete.
    writeFileAtomically(folder / "config.json", dumpJson(config, true) + "\n");
}

}  // namespace attune
