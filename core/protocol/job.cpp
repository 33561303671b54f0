#include "protocol/job.h"

#include <array>
#include <set>

namespace attune {

namespace {

constexpr std::array kKinds{"pretrain", "generate", "score", "embed", "train_reward", "optimize", "evaluate", "merge"};

}  // namespace

std::string toText(JobKind kind) { return kKinds.at(static_cast<std::size_t>(kind)); }

JobKind jobKindFromText(const std::string& text) {
    std::string all;
    for (std::size_t i = 0; i < kKinds.size(); ++i) {
        if (text == kKinds[i]) return static_cast<JobKind>(i);
        all += (i ? ", " : "") + std::string(kKinds[i]);
    }
    throw Error("\"" + text + "\" is not a kind of job", "the kinds are " + all);
}

Json toJson(const Job& job) {
    return {{"schema", kProtocolVersion}, {"kind", toText(job.kind)},   {"seed", job.seed},
            {"device", job.device},       {"models", Json(job.models)}, {"options", job.options}};
}

Job jobFromJson(const Json& json) {
    const int schema = required<int>(json, "schema");
    if (schema != kProtocolVersion)
        throw Error("this job was written by another version of Attune",
                    "it has schema " + std::to_string(schema) + ", this program reads " +
                        std::to_string(kProtocolVersion));
    static const std::set<std::string> known{"schema", "kind", "seed", "device", "models", "options"};
    for (const auto& [key, value] : json.items())
        if (!known.contains(key)) throw Error("job.json has an unknown field \"" + key + "\"");
    Job job;
    job.kind = jobKindFromText(required<std::string>(json, "kind"));
    job.seed = required<std::uint64_t>(json, "seed");
    job.device = optional<std::string>(json, "device", job.device);
    job.models = optional(json, "models", job.models);
    job.options = optional(json, "options", job.options);
    return job;
}

}  // namespace attune
