// How much memory a job will want, before it is launched.
#pragma once

#include <cstdint>

#include "data/json.h"
#include "protocol/job.h"
#include "session/model_folder.h"

namespace attune {

/// What a job works on, as far as it costs memory.
struct MemoryWorkload {
    std::int64_t images = 0;    ///< of the whole job: their states stay in memory
    std::int64_t captions = 0;  ///< with decisions, for reward training; to score, for scoring
};

/// Bytes, on the device that the job runs on, at the worst moment.
struct MemoryEstimate {
    std::int64_t runtime = 0;  ///< LibTorch itself and its allocator's slack
    std::int64_t weights = 0;  ///< of all networks that are loaded at once
    std::int64_t optimizer =
        0;  ///< gradients and Adam's two moments, and the state that a bad step falls back to
    std::int64_t features = 0;     ///< image states, and what a round keeps of its captions
    std::int64_t activations = 0;  ///< of the largest pass

    std::int64_t total() const { return runtime + weights + optimizer + features + activations; }
};

/// An estimate from the network's shape: right within a factor of about two, which is what a form needs to
/// say "this will not fit". Everything is float32 (4 bytes). With P parameters, P_d of them in the decoder, D
/// and D_v the widths of decoder and image states, S image states, T tokens, V words, L decoder layers, H
/// heads and N rows in a pass:
///   pass       N T V (3 of them: logits, log-softmax, probabilities) + 2 N L D (T + S) of keys and values
///   gradients  N T L (24 D + 2 H (T + S)) + 3 N T V  (Korthikanti et al. 2022, section 4, without dropout
///   masks) generate   P + 32 images' encoder activations + a pass of 32 n rows (times beams) score      2 P
///   + images S D_v + a pass of 256 rows reward     P + images S D_v + 3 captions F + 16 K h (F + 1),  F = 3
///   D_v + 3 D + 16 features, K heads of width h optimize   4 P (policy, reference, the start and the
///   reward's backbone) + 4 P_d of gradients, moments and fallback
///              + images S D_v + a round's states N_round T D + the larger of a 256-row pass and a
///              minibatch's gradients
/// @param options  of the kind, as in job.json. @param model  the captioner; a reward is small beside it
/// @throws Error on options that the kind does not know
MemoryEstimate memoryEstimate(JobKind kind, const ModelFolderInfo& model, const Json& options,
                              const MemoryWorkload& workload);

}  // namespace attune
