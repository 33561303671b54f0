#include "engine/model_cache.h"

#include "data/model_family.h"
#include "engine/prompts.h"
#include "media/image_processor.h"
#include "media/image_settings.h"
#include "model/captioner.h"
#include "model/load_captioner.h"
#include "text/chat_prompt.h"
#include "text/tokenizer.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

/// Policy, reference, reward backbone and one more.
constexpr std::size_t kKept = 4;

/// Changes when a file of the folder is replaced.
std::string stamp(const fs::path& folder) {
    std::string text;
    const auto add = [&](std::string_view name) {
        std::error_code none;
        const auto time = fs::last_write_time(folder / name, none);
        if (!none) text += std::to_string(time.time_since_epoch().count()) + ",";
    };
    for (const char* name : {"config.json", "model.safetensors", "model.safetensors.index.json", "pytorch_model.bin",
                             "pytorch_model.bin.index.json", "tokenizer.json", "vocab.json", "vocab.txt", "chat_template.json",
                             "chat_template.jinja"})
        add(name);
    for (const std::string_view name : kImageSettingsFiles) add(name);
    return text;
}

}  // namespace

LoadedCaptioner ModelCache::captioner(const fs::path& folder, torch::Device device, const std::string& prompt,
                                      torch::Dtype dtype) {
    if (!fs::is_directory(folder))
        throw Error("there is no model folder " + folder.string(), "", "name a folder with config.json and weights");
    const std::string key =
        fs::canonical(folder).string() + "|" + device.str() + "|" + torch::toString(dtype) + "|" + stamp(folder);
    for (auto it = m_recent.begin(); it != m_recent.end(); ++it)
        if (it->key == key) {
            m_recent.splice(m_recent.begin(), m_recent, it);
            return withPrompt(m_recent.front().loaded, prompt);
        }
    LoadedCaptioner loaded;
    loaded.folder = folder;
    loaded.device = device;
    loaded.dtype = dtype;
    // The small files first: what is missing should be said before gigabytes are read.
    loaded.tokenizer = loadTokenizer(folder);
    loaded.processor = std::make_shared<const ImageProcessor>(ImageProcessor::fromFolder(folder));
    const auto family = optional<std::string>(readJsonFile(folder / "config.json"), "model_type", "");
    if (promptStyle(family) == PromptStyle::Chat)
        loaded.chat = std::make_shared<const ChatPrompt>(ChatPrompt::fromFolder(folder, family));
    loaded.model = loadCaptioner(folder, device, dtype);
    m_recent.push_front({key, loaded});
    if (m_recent.size() > kKept) m_recent.pop_back();
    return withPrompt(loaded, prompt);
}

}  // namespace attune
