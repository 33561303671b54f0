// The tables of the project file and the numbered steps that lead from any older version to this one.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "project/database.h"

namespace attune {

/// Marks an SQLite file as an Attune project ("ATTN"); see PRAGMA application_id.
inline constexpr std::int32_t kApplicationId = 0x4154544E;

/// One step of the schema. Steps are never edited once released; a change is a new step.
struct Migration {
    int version;         ///< the file's version after this step; 1, 2, ..
    std::string what;    ///< for the log and the message of a failure
    std::string script;  ///< SQL
};

/// The steps of this program, in order.
const std::vector<Migration>& migrations();

/// Looks at the first bytes of the file only and touches nothing.
/// @throws Error if it is no Attune project file, damaged, or newer than the last of `steps`
void checkHeader(const std::filesystem::path& file, const std::vector<Migration>& steps = migrations());

/// Brings the file up to the last of `steps`: each is one transaction that writes its version last, so a kill
/// leaves the version before or the version after. A file that holds data is copied to
/// `<name>.v<version>-<time>.bak` first.
/// @return the backup, or an empty path where none was needed. @throws Error; on one the file is as before
std::filesystem::path migrate(Database& database, const std::vector<Migration>& steps = migrations());

/// The version of the file.
int schemaVersion(Database& database);

}  // namespace attune
