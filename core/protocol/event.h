// What an engine says while it works: one JSON object a line, numbered from 1 within a run.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "data/json.h"

namespace attune {

/// Types: hello, started, phase, progress, metric, sample, projection, checkpoint, warning, and exactly one of
/// finished, failed, cancelled at the end of a run.
struct Event {
    std::uint64_t sequence = 0;
    std::string type;
    double time = 0;  ///< seconds since the epoch, wall clock
    Json data = Json::object();
};

Json toJson(const Event& event);
/// @throws Error
Event eventFromJson(const Json& json);

/// True for the one event that ends a run.
bool isTerminal(std::string_view type);
/// True for a `failed` event that names a broken invariant: the run stands at its last sound checkpoint and can be resumed.
bool namesInvariant(const Event& event);

}  // namespace attune
