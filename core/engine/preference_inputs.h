// The captions that a job was given to learn from, pairs or demonstrations, as ids of its captioner.
#pragma once

#include "engine/job_inputs.h"
#include "engine/model_cache.h"
#include "learn/preference_set.h"

namespace attune {

/// inputs/pairs.jsonl: {"chosen", "rejected"}, ids of rows of inputs/captions.jsonl; empty where the job has none.
/// @throws Error on a bad row, or a pair that shows two images
PreferenceSet readPairs(const RunFolder& folder, const InputImages& images, const LoadedCaptioner& captioner);

/// inputs/demonstrations.jsonl: {"caption"}, ids of rows of inputs/captions.jsonl; empty where the job has none. @throws Error on a
/// bad row
PreferenceSet readDemonstrations(const RunFolder& folder, const InputImages& images, const LoadedCaptioner& captioner);

}  // namespace attune
