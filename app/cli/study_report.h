// The study as one HTML page.
#pragma once

#include <filesystem>
#include <string>

#include "study_summary.h"

namespace attune::cli {

/// @param ratings  of the main comparison @param first  the algorithm that stands for all in the other parts @throws Error
void writeStudyReport(const StudySummary& summary, int ratings, const std::string& first, const std::filesystem::path& file);

}  // namespace attune::cli
