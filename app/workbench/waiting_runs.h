// The runs that wait in the queue of a window, noted in the project: whatever becomes of the window, the next one knows of them.
#pragma once

#include <vector>

#include "session/session.h"

namespace attune {

/// The run waits behind these from now on.
void addWaiting(Project& project, Id run);
/// It begins, or was taken out.
void removeWaiting(Project& project, Id run);
/// Those that still can be begun, in order; none is noted as waiting afterwards.
std::vector<RunRecord> takeWaiting(Session& session);

}  // namespace attune
