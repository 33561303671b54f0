// How true a captioner's captions are of fresh pictures of the demo world.
#pragma once

#include <cstdint>

#include "data/generation_options.h"
#include "data/observer.h"
#include "engine/model_cache.h"

namespace attune {

struct ScenesEvaluation {
    double gold = 0;      ///< mean gold score, in [0, 1]
    double invented = 0;  ///< mean weights of facts, as in GoldScore
    double missing = 0;
    double repeated = 0;
    double tokens = 0;  ///< mean length of a caption, end token included
    std::int64_t captions = 0;
};

/// Captions `images` test pictures of one to three objects, drawn from a stream of their own that no training
/// uses, and scores them. The seed decides the pictures and the samples. @throws Error if there are no
/// pictures; Cancelled
ScenesEvaluation evaluateScenes(const LoadedCaptioner& captioner, const GenerationOptions& options,
                                int images, std::uint64_t seed, Observer& observer);

/// Greedy, or sampling at a temperature, with the demo world's limit of 32 tokens.
GenerationOptions greedyOnScenes();
GenerationOptions sampledOnScenes(double temperature = 1);

}  // namespace attune
