#include "engine/captioner_folder.h"

#include "data/error.h"
#include "data/file.h"
#include "model/load_captioner.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

/// Files of a checkpoint folder that training does not change.
constexpr const char* kCompanions[] = {
    "preprocessor_config.json", "processor_config.json", "tokenizer.json",       "tokenizer_config.json",
    "special_tokens_map.json",  "added_tokens.json",     "vocab.json",           "merges.txt",
    "vocab.txt",                "tokenizer.model",       "chat_template.json",   "chat_template.jinja",
    "attune_heads.safetensors"};

}  // namespace

void saveCaptionerFolder(const Captioner& model, const fs::path& source, const fs::path& target) {
    const fs::path partial = target.string() + ".partial";
    try {
        fs::remove_all(partial);
        fs::create_directories(partial);
        saveCheckpoint(model, partial);
        for (const char* name : kCompanions)
            if (fs::exists(source / name)) writeFileAtomically(partial / name, readFile(source / name));
        fs::remove_all(target);
        fs::rename(partial, target);
    } catch (const fs::filesystem_error& e) {
        throw Error("cannot write the model " + target.string(), e.code().message());
    }
    syncToDisk(target.parent_path());
}

}  // namespace attune
