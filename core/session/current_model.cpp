#include "session/current_model.h"

#include <charconv>

namespace attune {

namespace {

std::string keyOf(const std::string& kind) {
    return "current_" + kind;
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

}  // namespace attune
