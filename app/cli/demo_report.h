// The demo's report: numbers, plots and captions before and after, as one HTML file.
#pragma once

#include "demo.h"
#include "session/session.h"

namespace attune::cli {

/// @param captions  outputs/captions.jsonl of the evaluations, the base's first. @throws Error
void writeDemoReport(const DemoResult& result, Session& session, const std::vector<std::filesystem::path>& captions);

}  // namespace attune::cli
