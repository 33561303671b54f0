#include "session/model_name.h"

namespace attune {

std::int64_t roundOf(const ModelRecord& model) {
    const Json round = optional(model.info, "round", Json());
    return round.is_number_integer() ? round.get<std::int64_t>() : 0;
}

std::string generatedModelName(const ModelRecord& model) {
    if (model.runId == 0)
        return model.path == std::string("models/") + kDemoCaptionerFolder ? kDemoCaptionerName : std::string();
    const std::string run = "run " + std::to_string(model.runId);
    if (model.kind == "reward") return "reward of " + run;
    const std::int64_t round = roundOf(model);
    return round > 0 ? "round " + std::to_string(round) + " of " + run : "captioner of " + run;
}

}  // namespace attune
