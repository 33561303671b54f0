// What a run says becomes rows of the project: captions, metrics, models, scores; each exactly once.
#pragma once

#include <string>
#include <vector>

#include "project/project.h"

namespace attune {

struct IngestReport {
    std::int64_t events = 0;    ///< taken in now
    std::int64_t captions = 0;  ///< new rows, here and below
    std::int64_t models = 0;
    std::int64_t scores = 0;
    bool more = false;  ///< there are events that were left for the next call
    std::vector<std::string>
        warnings;  ///< events that could not be understood, in words; they are passed over
};

/// Takes in the events behind the last one taken in. What an event brings and the note that it was taken in
/// are one transaction, so it can be called at any time and killed at any moment. @throws Error if the run
/// folder is unreadable
IngestReport ingestRun(Project& project, Id run);

}  // namespace attune
