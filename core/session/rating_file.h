// Decisions from a file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "data/observer.h"
#include "project/project.h"

namespace attune {

struct RatedReport {
    std::int64_t ratings = 0;
    std::int64_t comparisons = 0;
};

/// Takes in JSONL decisions as one step that one undo takes back. Rows:
///  - {"caption": id, "value": 1..5, "flags"?, "note"?, "rater"?, "simulated"?, "seconds"?}
///  - {"image": id, SHA-256, path or file name, "text" (or "caption"): "...", "value": ...}
///  - {"left": id, "right": id, "preferred" (or "outcome"): "left", "right", "tie" or "both_bad", ..}
///  - {"image": .., "chosen": "...", "rejected": "...", ..}
/// which are what exportTo(jsonl) writes, too. A rater's new rating takes the place of their earlier one.
/// @param rater     of rows that name none
/// @param observer  hears of lines, then of decisions, and may stop it
/// @throws Error naming the first bad line, Cancelled; nothing is then taken in
RatedReport importDecisions(Project& project, const std::filesystem::path& file, const std::string& rater,
                            Observer& observer);

/// What importDecisions takes in, read and found to fit the project.
struct RatedFile {
    std::vector<RatingRecord> ratings;
    std::vector<ComparisonRecord> comparisons;
};

/// The first half of importDecisions, which writes nothing: on any connection.
RatedFile readDecisions(Project& project, const std::filesystem::path& file, const std::string& rater,
                        Observer& observer);
/// The second half: one transaction. @throws Error if they do not fit the project any more, Cancelled;
/// nothing is then taken in
RatedReport recordDecisions(Project& project, const RatedFile& file, Observer& observer);

}  // namespace attune
