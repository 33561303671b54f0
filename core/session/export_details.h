// What the exports of a project share.
#pragma once

#include <map>
#include <string>

#include "session/project_export.h"

namespace attune {

/// Looks up what a row says beside its caption, each only once.
class ExportDetails {
  public:
    explicit ExportDetails(Project& project) : m_project(project) {}

    /// Absolute. @throws Error if there is no such image
    std::string imagePath(Id image);
    /// Empty where a caption answers none.
    std::string prompt(Id id);
    /// The name; empty where a caption is by no model. @throws Error if there is no such model
    std::string model(Id id);

  private:
    Project& m_project;
    std::map<Id, std::string> m_paths, m_prompts, m_models;
};

/// @param what  of which the project has none, if the report has no rows @param remedy  what to do about it
/// @throws Error if the report has no rows
void requireRows(const ExportReport& report, const std::string& what, const std::string& remedy);

}  // namespace attune
