// What the two ends of a run's events say: when it began, when and how it ended, and its report.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>

#include "data/json.h"
#include "data/records.h"

namespace attune {

struct RunEnds {
    double startedAt = 0;  ///< seconds since the epoch; 0: not known
    double endedAt = 0;    ///< of the terminal event; 0: there is none
    double interrupted = 0;  ///< seconds between the last event of a life and the start of the next one, of all that there were
    Json report;           ///< of a `finished` event; null otherwise
    Json failure;          ///< of a `failed` event: problem, reason, remedy; null otherwise
    std::uintmax_t bytes = 0;  ///< of the file when it was read, so that it need not be read again
};

/// Reads the first and the last event only, unless the run was resumed: the file of a long run is large. What is missing or
/// damaged is left out.
/// @param reportBytes  a last event longer than this is not read
RunEnds readRunEnds(const std::filesystem::path& eventsFile, std::uintmax_t reportBytes = std::uintmax_t{16} << 20);

/// From the start of its work to its end in seconds, pauses included and what lay before it was resumed left out; NaN while it
/// is not over.
double durationOf(const RunEnds& ends);

/// Long lists (every given and predicted rating) are no figures: takes them out of a report or a part of one.
void dropLists(Json& value);

/// Remembers what it has read of runs, their reports without long lists; a file that has not grown is not read again. For one thread.
class RunEndsReader {
  public:
    /// @param folder  of the run
    const RunEnds& read(Id run, const std::filesystem::path& folder);

  private:
    std::map<Id, RunEnds> m_known;
};

}  // namespace attune
