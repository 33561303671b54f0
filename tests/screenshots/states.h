// The states of the window besides its pages: dialogs, messages, runs at work and failed, empty projects, the first start.
#pragma once

#include "camera.h"

namespace attune {

/// Pictures of all that are wanted. The project that is open is closed and opened again; runs are added to it.
/// @param empty  where a project with nothing in it is made
void shootStates(const Camera& camera, const QString& project, const QString& empty);

/// @throws std::runtime_error if it cannot be opened
void openProject(const Camera& camera, const QString& folder);

}  // namespace attune
