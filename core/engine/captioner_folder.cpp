#include "engine/captioner_folder.h"

#include <set>
#include <string>

#include "data/atomic_file.h"
#include "data/file.h"
#include "data/json.h"
#include "data/space_files.h"
#include "model/load_captioner.h"
#include "model/lora.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

/// Files larger than this are weights of one kind or another.
constexpr std::uintmax_t kMostCompanionBytes = std::uintmax_t{64} << 20;

/// Whether a file goes along into a checkpoint made from its folder: all that is not weights, so that tokenizers and
/// processors of any make are complete.
bool isCompanion(const fs::path& file) {
    static const std::set<std::string> others{".safetensors", ".bin",  ".pt",  ".pth", ".h5", ".msgpack", ".onnx",
                                              ".ot",          ".gguf", ".ckpt"};
    const std::string name = file.filename().string();
    if (name == kSpaceHeadsFile) return true;
    if (name == "config.json" || name == "generation_config.json" || name == "README.md" || name.starts_with(".") ||
        name.ends_with(".index.json"))
        return false;
    return !others.contains(file.extension().string()) && fs::file_size(file) <= kMostCompanionBytes;
}

/// The config that the folder came with, which may hold what only its family's other programs read.
void keepConfig(const fs::path& source, const fs::path& made) {
    if (!fs::exists(source / "config.json")) return;
    Json config = readJsonFile(source / "config.json");
    const Json now = readJsonFile(made / "config.json");
    if (!config.is_object() || config.value("model_type", "") != now.value("model_type", "")) return;
    config[config.contains("dtype") ? "dtype" : "torch_dtype"] = now.at("torch_dtype");
    writeFileAtomically(made / "config.json", dumpJson(config, true) + "\n");
    if (fs::exists(source / "generation_config.json"))
        writeFileAtomically(made / "generation_config.json", readFile(source / "generation_config.json"));
}

}  // namespace

void writeModelFolder(const fs::path& target, const std::function<void(const fs::path&)>& fill) {
    const fs::path partial = target.string() + kTemporaryMark + "folder";
    try {
        fs::remove_all(partial);
        fs::create_directories(partial);
        fill(partial);
        syncToDisk(partial);
        fs::remove_all(target);
        fs::rename(partial, target);
    } catch (const fs::filesystem_error& e) {
        throw Error("cannot write the model " + target.string(), e.code().message());
    }
    syncToDisk(target.parent_path());
}

void saveCaptionerFolder(const Captioner& model, const fs::path& source, const fs::path& target,
                         const Lora* adapters) {
    writeModelFolder(target, [&](const fs::path& partial) {
        saveCheckpoint(model, partial);
        keepConfig(source, partial);
        for (const auto& entry : fs::directory_iterator(source))
            if (entry.is_regular_file() && isCompanion(entry.path()))
                writeFileAtomically(partial / entry.path().filename(), readFile(entry.path()));
        if (!adapters) return;
        const std::string& named = adapters->base();
        // As a path, by which the base is found in this project; an export gives it a name that others can use.
        adapters->save(partial / "adapter", named.empty() ? fs::absolute(source).lexically_normal().string() : named);
    });
}

}  // namespace attune
