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

/// An estimate from the network's shape, which a form needs to say "this will not fit". For the demo's jobs
/// on the CPU it is between 0.8 and 1.5 times what was measured (207 to 380 MiB); a CUDA context adds some
/// 500 MiB. Counted in float32 numbers, with P parameters, P_d of them in the decoder, D and D_v the widths
/// of decoder and image states, S states of an image, T tokens, V words, L decoder layers, H heads, N rows:
/// - pass: 3 N T V (logits, log-softmax, probabilities) + 2 N L D (T + S) of keys and values
/// - gradients: N T L (24 D + 2 H (T + S)) + 3 N T V (Korthikanti et al. 2022, section 4, without dropout)
/// - generate: P + a pass of 32 images' rows (n of each, times beams)
/// - score: 2 P + images S D_v + captions F + a pass of 256 rows of at most 64 tokens, with F = 3 D_v + 3 D + 16 features
/// - reward: P + images S D_v + 3 captions F + 4 K h (F + 1) + a pass of 256 rows, K heads of width h
/// - optimize: 4 P (policy, reference, start, the reward's backbone) + 3 P_d (gradients, moments) + P_d (fallback, with an
///   update limit) + images S D_v + T (D + 8) for each caption of a round + the larger of a pass and a minibatch's
///   gradients, whose rows are the captions learnt from: all of an image's, 1 for best of n, 2 for a pair of DPO. A
///   separate critic adds P, 3 P_d and as much for gradients again. With adapters, of P_a numbers, 4 P becomes
///   2 P + P_a (the start, whose weights policy and reference share, and the reward's backbone), and P_d becomes P_a
///
/// @param options  of the kind, as in job.json. @param model  the captioner; a reward is small beside it
/// @throws Error on options that the kind does not know
MemoryEstimate memoryEstimate(JobKind kind, const ModelFolderInfo& model, const Json& options,
                              const MemoryWorkload& workload);

/// Bytes that a model wants for what it is first added for.
struct ModelNeeds {
    std::int64_t reading = 0;            ///< captions of a batch of pictures; of an encoder, embeddings
    std::int64_t round = 0;              ///< a PPO round with default options; 0 for what is no captioner
    std::int64_t roundWithAdapters = 0;  ///< the same with adapters of rank 16 in the place of all weights
};
ModelNeeds modelNeeds(const ModelFolderInfo& model);

}  // namespace attune
