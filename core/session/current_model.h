// Which captioner and which reward model new work starts from.
#pragma once

#include <optional>
#include <string>

#include "project/project.h"

namespace attune {

/// The one that was made current last; the newest of the kind where none was. @param kind  "captioner" or
/// "reward"
std::optional<ModelRecord> currentModel(Project& project, const std::string& kind);

/// config.json's model_type, of the captioner that this one descends from where it is a round's; empty where it is not known.
std::string familyOf(Project& project, const ModelRecord& model);

/// Rolls back, or forth: what is drafted without naming a model starts from this one. @throws Error if there
/// is none
void setCurrentModel(Project& project, Id model);

/// Remembers what is current as the run begins, or goes on.
void noteCurrentModels(Project& project, Id run);

/// Whether another model of the kind was made current since then; false where nothing was noted.
bool isChosenSince(Project& project, Id run, const std::string& kind);

}  // namespace attune
