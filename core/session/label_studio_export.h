// Decisions as Label Studio imports them.
#pragma once

#include <filesystem>

#include "session/project_export.h"

namespace attune {

/// Where the labelling interface of an export lies: `tasks.json` has `tasks.config.xml` beside it.
std::filesystem::path labelStudioConfigPath(const std::filesystem::path& out);

/// Writes a list of tasks, one for each image that a captioner described or that something was decided of: its captions and
/// comparisons as data, what each rater said of it as an annotation, what each captioner wrote as a prediction. Beside it goes
/// the labelling interface that the tasks are made for; one that is there already is left alone, it may have been adapted.
/// Label Studio takes annotators only by the addresses of its own users: who judged, and whether it was a program, stands in the
/// `meta` of each result, which survives the import. The rows of the report are ratings, comparisons and edits.
/// @param observer  hears of images. @throws Error if nothing was decided, or it cannot be written; Cancelled
ExportReport exportLabelStudio(Project& project, const std::filesystem::path& out, Observer& observer);

}  // namespace attune
