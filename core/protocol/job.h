// A job: what an engine is asked to do. The same text lies in job.json of its run folder.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "data/json.h"

namespace attune {

/// Version of the contract between workbench and engine: of requests, events and job.json.
inline constexpr int kProtocolVersion = 1;

enum class JobKind { Pretrain, Generate, Score, Embed, TrainReward, Optimize, Evaluate, Merge };

std::string toText(JobKind kind);
/// @throws Error naming the kinds there are
JobKind jobKindFromText(const std::string& text);

struct Job {
    JobKind kind = JobKind::Generate;
    std::uint64_t seed = 0;
    std::string device = "auto";                 ///< "auto", "cpu" or "cuda:N"
    std::map<std::string, std::string> models;   ///< role ("captioner", "reward", "reference") -> checkpoint folder
    Json options = Json::object();               ///< of the kind; see data/*_options.h
};

Json toJson(const Job& job);
/// @throws Error on another schema version, an unknown kind or key
Job jobFromJson(const Json& json);

}  // namespace attune
