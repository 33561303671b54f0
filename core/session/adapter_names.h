// What the base of an adapter is called outside of this machine.
#pragma once

#include <string>

#include "project/project.h"

namespace attune {

/// "base" of "org/base", "/models/base/" and "base".
std::string lastPart(const std::string& name);

/// A name for a captioner that says nothing of where it lies: of one that came from outside its name on the hub, where its
/// folder or its config.json tells, else the folder's; of one that was made here what it is called in the project.
std::string publicName(Project& project, const ModelRecord& captioner);

/// What an adapter that leaves the project calls its base: the name that it has for it already, unless that is a path of a
/// machine; then the public name of the captioner that its run started from.
/// @param named  base_model_name_or_path of its adapter_config.json; may be empty
std::string publicBaseName(Project& project, const ModelRecord& adapted, const std::string& named);

}  // namespace attune
