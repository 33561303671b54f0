#include "media/dataset_builder.h"

#include <algorithm>
#include <array>

#include "media/utf8.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

constexpr std::array kImageKeys{"image", "file_name", "filename", "path", "image_path", "file"};
constexpr std::array kCaptionKeys{"text", "caption", "captions"};

template <std::size_t N>
const char* firstKey(const Json& row, const std::array<const char*, N>& keys) {
    for (const char* key : keys)
        if (row.contains(key) && !row.at(key).is_null()) return key;
    return nullptr;
}

bool isFile(const fs::path& path) {
    std::error_code ignored;
    return fs::is_regular_file(path, ignored);
}

}  // namespace

std::string canonicalSplit(std::string_view name) {
    if (name == "train" || name == "training") return "train";
    if (name == "val" || name == "valid" || name == "validation" || name == "dev") return "validation";
    if (name == "test" || name == "testing") return "test";
    return {};
}

DatasetItem& DatasetBuilder::item(const fs::path& path) {
    const fs::path absolute = fs::absolute(path).lexically_normal();
    const auto [at, isNew] = m_indices.try_emplace(absolute.string(), m_dataset.items.size());
    if (isNew) m_dataset.items.push_back({.path = absolute, .captions = {}, .split = {}});
    return m_dataset.items[at->second];
}

void DatasetBuilder::addProblem(const fs::path& path, std::string reason) {
    m_dataset.problems.push_back({path, std::move(reason)});
}

bool DatasetBuilder::addCaption(DatasetItem& item, std::string_view caption) {
    const std::string_view text = trimmed(caption);
    if (!isUtf8(text)) return false;
    if (!text.empty() && std::find(item.captions.begin(), item.captions.end(), text) == item.captions.end())
        item.captions.emplace_back(text);
    return true;
}

fs::path DatasetBuilder::locate(const fs::path& list, const std::string& name, const std::string& where) {
    const fs::path folder = list.parent_path();
    std::vector<fs::path> candidates;
    if (!m_options.imageRoot.empty()) candidates.push_back(m_options.imageRoot / name);
    candidates.push_back(folder / name);
    candidates.push_back(folder / "images" / name);
    // annotations/captions_val2017.json beside val2017/, as COCO is unpacked.
    const std::string stem = list.stem().string();
    if (const auto bar = stem.rfind('_'); bar != std::string::npos)
        candidates.push_back(folder / ".." / stem.substr(bar + 1) / name);
    candidates.push_back(folder / ".." / "images" / name);
    candidates.push_back(folder / ".." / name);
    for (const fs::path& candidate : candidates)
        if (isFile(candidate)) return candidate;
    addProblem(candidates.front(),
               "there is no such image (" + list.filename().string() + ", " + where + ")");
    return {};
}

void DatasetBuilder::addRow(const fs::path& list, const Json& row, const std::string& where) {
    const auto refuse = [&](const std::string& reason) { addProblem(list, where + ": " + reason); };
    if (!row.is_object()) return refuse("it is not an object with fields");
    const char* imageKey = firstKey(row, kImageKeys);
    if (!imageKey) return refuse("no field names an image (image, file_name or path)");
    if (!row.at(imageKey).is_string()) return refuse(std::string("\"") + imageKey + "\" is not a text");
    const std::string name = row.at(imageKey).get<std::string>();
    if (name.empty()) return refuse(std::string("\"") + imageKey + "\" is empty");
    const fs::path path = locate(list, name, where);
    if (path.empty()) return;

    DatasetItem& target = item(path);
    const char* captionKey = firstKey(row, kCaptionKeys);
    const Json captions = captionKey ? row.at(captionKey) : Json::array();
    for (const Json& caption : captions.is_array() ? captions : Json::array({captions}))
        if (!caption.is_string())
            refuse(std::string("\"") + captionKey + "\" holds something other than text");
        else if (!addCaption(target, caption.get_ref<const std::string&>()))
            refuse("the caption is not UTF-8 text");
    for (const auto& [key, value] : row.items()) {
        if (key == imageKey || (captionKey && key == captionKey)) continue;
        if (key == "split" && value.is_string())
            target.split = canonicalSplit(value.get<std::string>());
        else
            target.extra[key] = value;
    }
}

void DatasetBuilder::breathe() {
    if (m_observer) m_observer->breathe();
}

}  // namespace attune
