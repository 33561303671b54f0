#include "engine/job_inputs.h"

#include <optional>

#include "engine/reward_backbone.h"

namespace attune {

namespace {

std::int64_t lookUp(const std::unordered_map<std::int64_t, std::int64_t>& indexOf, std::int64_t id, const char* what) {
    const auto at = indexOf.find(id);
    if (at == indexOf.end())
        throw Error(std::string("the job speaks of ") + what + " " + std::to_string(id) + ", which it was not given");
    return at->second;
}

void remember(std::unordered_map<std::int64_t, std::int64_t>& indexOf, std::int64_t id, std::size_t index,
              const char* what) {
    if (!indexOf.emplace(id, static_cast<std::int64_t>(index)).second)
        throw Error(std::string("the job was given ") + what + " " + std::to_string(id) + " twice");
}

}  // namespace

std::int64_t InputImages::index(std::int64_t id) const { return lookUp(indexOf, id, "image"); }

std::int64_t InputCaptions::index(std::int64_t id) const { return lookUp(indexOf, id, "caption"); }

InputImages readImages(const RunFolder& folder) {
    InputImages images;
    for (const Json& row : folder.inputs("images")) {
        remember(images.indexOf, required<std::int64_t>(row, "id"), images.ids.size(), "image");
        images.ids.push_back(required<std::int64_t>(row, "id"));
        images.files.emplace_back(required<std::string>(row, "path"));
        images.references.push_back(optional(row, "references", std::vector<std::string>{}));
        images.scenes.push_back(optional(row, "scene", Json()));
    }
    if (images.ids.empty()) throw Error("the job was given no images", "", "import some images first");
    return images;
}

InputCaptions readCaptions(const RunFolder& folder, const InputImages& images) {
    InputCaptions captions;
    for (const Json& row : folder.inputs("captions")) {
        remember(captions.indexOf, required<std::int64_t>(row, "id"), captions.ids.size(), "caption");
        captions.ids.push_back(required<std::int64_t>(row, "id"));
        captions.images.push_back(images.index(required<std::int64_t>(row, "image")));
        captions.texts.push_back(required<std::string>(row, "text"));
        captions.tokens.push_back(optional(row, "ids", std::vector<std::int64_t>{}));
        captions.prompts.push_back(optional<std::string>(row, "prompt", {}));
    }
    return captions;
}

std::filesystem::path modelFolder(const RunFolder& folder, const std::string& role) {
    const auto at = folder.job().models.find(role);
    if (at == folder.job().models.end() || at->second.empty())
        throw Error("the job names no model for the role \"" + role + "\"");
    const std::filesystem::path path = at->second;
    const auto found = path.is_absolute() ? path : folder.path() / path;
    if (role == "reward_backbone" && folder.job().models.contains("reward")) {
        // A reward whose trunk was tuned brings it along.
        const auto own = modelFolder(folder, "reward") / kRewardTrunk;
        if (std::filesystem::exists(own / "config.json")) return own;
    }
    return found;
}

std::string promptOf(const RunFolder& folder) {
    std::optional<std::string> prompt;
    for (const Json& row : folder.inputs("images")) {
        const auto own = optional<std::string>(row, "prompt", {});
        if (prompt && *prompt != own)
            throw Error("the job asks different things of its images", "a run has one prompt", "make a run of each");
        prompt = own;
    }
    return prompt.value_or("");
}

}  // namespace attune
