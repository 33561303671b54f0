#include "protocol/event.h"

namespace attune {

Json toJson(const Event& event) {
    return {{"seq", event.sequence}, {"type", event.type}, {"time", event.time}, {"data", event.data}};
}

Event eventFromJson(const Json& json) {
    return {required<std::uint64_t>(json, "seq"), required<std::string>(json, "type"), required<double>(json, "time"),
            optional(json, "data", Json::object())};
}

bool isTerminal(std::string_view type) { return type == "finished" || type == "failed" || type == "cancelled"; }

bool namesInvariant(const Event& event) { return event.type == "failed" && event.data.contains("invariant"); }

}  // namespace attune
