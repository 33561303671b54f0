// What the exports of a project share.
#pragma once

#include <cstddef>
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

/// Tells how many of the rows are written; between two of them an export can be stopped.
class RowCount {
  public:
    RowCount(Observer& observer, std::size_t total) : m_observer(observer), m_total(static_cast<std::int64_t>(total)) {}

    /// One more is done. @throws Cancelled
    void next() {
        m_observer.breathe();
        m_observer.progress(++m_done, m_total);
    }

  private:
    Observer& m_observer;
    std::int64_t m_done = 0, m_total;
};

/// @param what  of which the project has none, if the report has no rows @param remedy  what to do about it
/// @throws Error if the report has no rows
void requireRows(const ExportReport& report, const std::string& what, const std::string& remedy);

}  // namespace attune
