// A job of a project, run in this process, with its progress on the terminal and its events in the project.
#pragma once

#include "console.h"
#include "session/session.h"

namespace attune::cli {

/// Starts the run (or starts it again), takes in what it says, and returns the data of its `finished` event.
/// @throws Error in the words of `failed`; Cancelled after the run left its checkpoint
Json runInProcess(Session& session, Id run, Console& console);

/// newRun and runInProcess; warnings of the draft go to the console.
Json runDraft(Session& session, const JobDraft& draft, Console& console);

}  // namespace attune::cli
