#include "session/export_details.h"

#include "data/error.h"

namespace attune {

std::string ExportDetails::imagePath(Id image) {
    auto [at, isNew] = m_paths.try_emplace(image);
    if (isNew) at->second = m_project.resolve(m_project.images().get(image).path).string();
    return at->second;
}

std::string ExportDetails::prompt(Id id) {
    auto [at, isNew] = m_prompts.try_emplace(id);
    if (isNew && id > 0)
        if (const auto prompt = m_project.prompts().find(id)) at->second = prompt->text;
    return at->second;
}

std::string ExportDetails::model(Id id) {
    auto [at, isNew] = m_models.try_emplace(id);
    if (isNew && id > 0) at->second = m_project.models().get(id).name;
    return at->second;
}

void requireRows(const ExportReport& report, const std::string& what, const std::string& remedy) {
    if (report.rows == 0) throw Error("there is nothing to export", "the project has no " + what, remedy);
}

}  // namespace attune
