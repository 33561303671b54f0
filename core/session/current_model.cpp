#include "session/current_model.h"

#include <charconv>

#include "data/json.h"

namespace attune {

namespace {

constexpr const char* kNotesKey = "current_when_begun";

std::string keyOf(const std::string& kind) {
    return "current_" + kind;
}

/// Run -> kind -> model.
Json notes(Project& project) {
    const std::string text = project.meta(kNotesKey);
    if (text.empty()) return Json::object();
    try {
        return parseJson(text, kNotesKey);
    } catch (const Error&) {
        return Json::object();  // of another version of the program
    }
}

}  // namespace

std::optional<ModelRecord> currentModel(Project& project, const std::string& kind) {
    const std::string text = project.meta(keyOf(kind));
    Id id = 0;
    std::from_chars(text.data(), text.data() + text.size(), id);
    if (auto model = project.models().find(id); model && model->kind == kind) return model;
    return project.models().latest(kind);
}

std::string familyOf(Project& project, const ModelRecord& model) {
    for (const auto& ancestor : project.models().pathToRoot(model.id))
        if (auto family = optional<std::string>(ancestor.info, "family", ""); !family.empty()) return family;
    return {};
}

void setCurrentModel(Project& project, Id id) {
    project.setMeta(keyOf(project.models().get(id).kind), std::to_string(id));
}

void noteCurrentModels(Project& project, Id run) {
    const Json before = notes(project);
    Json now = Json::object();
    // Those that are over leave no model any more.
    for (const char* status : {"running", "paused", "interrupted"})
        for (const auto& other : project.runs().list(status))
            if (const std::string key = std::to_string(other.id); before.contains(key)) now[key] = before[key];
    Json models = Json::object();
    for (const char* kind : {"captioner", "reward"})
        if (const auto model = currentModel(project, kind)) models[kind] = model->id;
    now[std::to_string(run)] = models;
    project.setMeta(kNotesKey, dumpJson(now));
}

bool isChosenSince(Project& project, Id run, const std::string& kind) {
    const Json models = optional<Json>(notes(project), std::to_string(run).c_str(), {});
    const auto now = currentModel(project, kind);
    return models.is_object() && now && now->id != optional<Id>(models, kind.c_str(), 0);
}

}  // namespace attune
