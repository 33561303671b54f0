// The curves of runs, as TensorBoard reads them.
#pragma once

#include <filesystem>

#include "session/project_export.h"

namespace attune {

/// Makes a log folder with a folder for each run that has reported metrics, `run-<id>-<kind>`, which holds an event file. Values
/// carry the wall-clock time at which the run reported their step; where its events are gone, that at which the run was made.
/// The rows of the report are values.
/// @param run       only this one; 0: all
/// @param observer  hears of runs. @throws Error if there is nothing to export, no such run, or something at `out`; Cancelled
ExportReport exportTensorboard(Project& project, const std::filesystem::path& out, Id run, Observer& observer);

}  // namespace attune
