// The study as one HTML page.
#pragma once

#include <filesystem>

#include "study_summary.h"

namespace attune::cli {

/// @param ratings  of the main comparison @throws Error
void writeStudyReport(const StudySummary& summary, int ratings, const std::filesystem::path& file);

}  // namespace attune::cli
