// Long files of JSON lines, read with progress.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>

#include "data/json.h"
#include "data/observer.h"

namespace attune {

/// As readJsonLines of data/json.h. @param observer  hears of lines, and may stop it. @throws Cancelled
void readJsonLines(const std::filesystem::path& path, const std::function<void(std::size_t, const Json&)>& visit, Observer& observer);

}  // namespace attune
