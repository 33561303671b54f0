// The captions that a job was given to learn from, pairs or demonstrations, or to be watched by, as ids of its captioner.
#pragma once

#include "engine/job_inputs.h"
#include "engine/model_cache.h"
#include "learn/held_out.h"
#include "learn/preference_set.h"

namespace attune {

/// inputs/pairs.jsonl: {"chosen", "rejected"}, ids of rows of inputs/captions.jsonl; empty where the job has none.
/// @throws Error on a bad row, or a pair that shows two images
PreferenceSet readPairs(const RunFolder& folder, const InputImages& images, const LoadedCaptioner& captioner);

/// What the reward did not learn from: of inputs/pairs.jsonl those marked "held_out", and inputs/held_out.jsonl:
/// {"caption", "value"}, mean ratings of captions. Both empty: an empty set. @throws Error on a bad row
HeldOutSet readHeldOut(const RunFolder& folder, const InputImages& images, const LoadedCaptioner& captioner);

/// inputs/demonstrations.jsonl: {"caption"}, ids of rows of inputs/captions.jsonl; empty where the job has none. @throws Error on a
/// bad row
PreferenceSet readDemonstrations(const RunFolder& folder, const InputImages& images, const LoadedCaptioner& captioner);

}  // namespace attune
