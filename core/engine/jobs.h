// The kinds of job, one function each. What they emit is listed in docs/protocol.md.
#pragma once

#include "data/json.h"
#include "engine/run_observer.h"
#include "protocol/run_folder.h"

namespace attune {

class ModelCache;

/// What a job function is given.
struct JobContext {
    const RunFolder& folder;
    ModelCache& models;
    RunObserver& observer;
};

// Each returns the data of its `finished` event. @throws Error, Cancelled
Json runPretrain(const JobContext& context);
Json runGenerate(const JobContext& context);
Json runScore(const JobContext& context);
Json runEmbed(const JobContext& context);
Json runTrainReward(const JobContext& context);
Json runOptimize(const JobContext& context);
Json runEvaluate(const JobContext& context);
Json runMerge(const JobContext& context);

}  // namespace attune
