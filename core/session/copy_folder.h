// A folder copied piece by piece: large files, and somebody who watches or has had enough.
#pragma once

#include <filesystem>
#include <string>

#include "data/observer.h"

namespace attune {

/// Copies what lies in `from` and below it into the folder `to`; links are followed. The observer hears of bytes, and may stop it
/// between two pieces of a few MiB.
/// @param skip  the name of an entry of `from` that stays behind; may be empty
/// @throws std::filesystem::filesystem_error, Cancelled
void copyFolder(const std::filesystem::path& from, const std::filesystem::path& to, Observer& observer, const std::string& skip = {});

}  // namespace attune
