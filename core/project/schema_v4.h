// Version 4 of the project file: what a rating of each caption would tell.
#pragma once

namespace attune {

// NULL where a score was made without asking: by older versions, and of captions that had a rating.
inline constexpr const char* kSchemaV4 = R"sql(
ALTER TABLE reward_score ADD COLUMN gain REAL;
)sql";

}  // namespace attune
