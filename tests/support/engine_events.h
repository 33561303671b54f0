// What an engine leaves in a run folder, in tests that have none.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "data/json.h"
#include "protocol/run_folder.h"

namespace attune::test {

/// These events, in a life of their own.
inline void say(const std::filesystem::path& run, const std::vector<std::pair<std::string, Json>>& events) {
    EventLog log(RunFolder::open(run), {});
    for (const auto& [type, data] : events) log.emit(type, data);
}

}  // namespace attune::test
