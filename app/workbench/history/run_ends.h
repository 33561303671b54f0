// What the two ends of a run's events say: when it began, when and how it ended, and its report.
#pragma once

#include <cstdint>
#include <filesystem>

#include "data/json.h"

namespace attune {

struct RunEnds {
    double startedAt = 0;  ///< seconds since the epoch; 0: not known
    double endedAt = 0;    ///< of the terminal event; 0: there is none
    Json report;           ///< of a `finished` event; null otherwise
    Json failure;          ///< of a `failed` event: problem, reason, remedy; null otherwise
    std::uintmax_t bytes = 0;  ///< of the file when it was read, so that it need not be read again
};

/// Reads the first and the last event only: the file of a long run is large. What is missing or damaged is left out.
/// @param reportBytes  a last event longer than this is not read
RunEnds readRunEnds(const std::filesystem::path& eventsFile, std::uintmax_t reportBytes = std::uintmax_t{16} << 20);

}  // namespace attune
