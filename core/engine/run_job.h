// Runs the job of a run folder from its start, or from where it was stopped, to exactly one terminal event.
#pragma once

#include <memory>

#include "engine/job_control.h"
#include "protocol/run_folder.h"

namespace attune {

class ModelCache;

/// Never throws for what goes wrong inside the job: that becomes the event `failed` {"problem", "reason", "remedy"}, with
/// "invariant" where one broke and the run can be resumed (or `cancelled`). @throws Error only if the events cannot be written at all
/// @param listener  hears every event after it is written
/// @return the type of the terminal event
std::string runJob(const RunFolder& folder, JobControl& control, ModelCache& models, EventLog::Listener listener);

}  // namespace attune
