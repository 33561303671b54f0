#include "session/adapter_names.h"

#include <filesystem>
#include <optional>

#include "data/error.h"
#include "data/json.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

/// A path of a machine, of whatever system, and not a name.
bool isPlace(const std::string& name) {
    return name.empty() || name.front() == '/' || name.front() == '.' || name.front() == '~' ||
           name.find('\\') != std::string::npos || name.find(':') != std::string::npos;
}

/// "org/name" of the cache of the hub, which keeps it in models--org--name/snapshots/<commit>; empty for another folder.
std::string nameInCache(const fs::path& folder) {
    constexpr std::string_view kMark = "models--", kBetween = "--";
    for (const auto& part : folder) {
        std::string name = part.string();
        if (!name.starts_with(kMark)) continue;
        name.erase(0, kMark.size());
        if (const auto at = name.find(kBetween); at != std::string::npos) name.replace(at, kBetween.size(), "/");
        return name;
    }
    return {};
}

/// What config.json calls the model; empty where it does not say or cannot be read.
std::string nameInConfig(const fs::path& folder) {
    try {
        return optional<std::string>(readJsonFile(folder / "config.json"), "_name_or_path", "");
    } catch (const Error&) {
        return {};  // a base that was taken away; the folder's name is left
    }
}

/// The captioner that the run which made this one started from.
std::optional<ModelRecord> startOf(Project& project, const ModelRecord& adapted) {
    if (const auto run = project.runs().find(adapted.runId)) {
        const Json ids = optional(run->job, "model_ids", Json::object());
        if (auto start = project.models().find(optional<Id>(ids, "captioner", 0))) return start;
    }
    return project.models().find(adapted.parentId);
}

}  // namespace

std::string lastPart(const std::string& name) {
    const fs::path path = fs::path(name).lexically_normal();
    return (path.has_filename() ? path : path.parent_path()).filename().string();
}

std::string publicName(Project& project, const ModelRecord& captioner) {
    if (captioner.runId > 0) return captioner.name;
    const fs::path folder = project.resolve(captioner.path);
    if (const auto cached = nameInCache(folder); !cached.empty()) return cached;
    const std::string own = lastPart(folder.string()), said = nameInConfig(folder);
    // Fine-tuned checkpoints name there what they were made from: only a name like the folder's is their own.
    return !isPlace(said) && lastPart(said) == own ? said : own;
}

std::string publicBaseName(Project& project, const ModelRecord& adapted, const std::string& named) {
    if (!isPlace(named)) return named;
    if (const auto start = startOf(project, adapted)) return publicName(project, *start);
    return lastPart(named);
}

}  // namespace attune
