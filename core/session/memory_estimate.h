// How much memory a job will want, before it is launched.
#pragma once

#include <cstdint>
#include <string>

#include "data/json.h"
#include "protocol/job.h"
#include "session/model_folder.h"

namespace attune {

/// What a job works on, as far as it costs memory.
struct MemoryWorkload {
    std::int64_t images = 0;    ///< of the whole job
    std::int64_t captions = 0;  ///< with decisions, for reward training; to score, for scoring
};

/// Bytes, on the device that the job runs on, at the worst moment.
struct MemoryEstimate {
    std::int64_t runtime = 0;  ///< LibTorch itself and its allocator's slack; of a graphics card its context, too
    std::int64_t weights = 0;  ///< of all networks that are loaded at once
    std::int64_t optimizer =
        0;  ///< gradients and Adam's two moments, and the state that a bad step falls back to
    std::int64_t features = 0;     ///< image states, and what a round keeps of its captions
    std::int64_t activations = 0;  ///< of the largest pass

    std::int64_t total() const { return runtime + weights + optimizer + features + activations; }
};

/// An estimate from the network's shape, which a form needs to say "this will not fit"; docs/performance.md sets it beside
/// what was measured. Counted in float32 numbers, with P parameters, P_d of them in the
/// decoder, D and D_v the widths of decoder and image states, K of a layer's keys, S states of an image, T tokens, V
/// words, L decoder layers, H heads, B images, N rows (256 of a pass, or as many as there are):
/// - attention: 2 B H S^2, at most of the images that 2^26 scores are of
/// - encoder: 12 B S D_v + attention, of 32 images where captions are written and 64 elsewhere, of 16 tiles of a chat model
/// - prompts, of a chat model: 14 B S D + attention, of at most 16384 places
/// - writing: 2 L K (B S + N T) of keys and values + 6 N V + prompts
/// - reading: 4 N T V (logits, log-softmax, probabilities) + N T (12 D + 2 H (T + S)) + 4 B S K + prompts; a chat model
///   keeps the image's keys of all layers, 2 L B S K
/// - gradients: 5 N T V + N T L (24 D + 2 H (T + S)) (Korthikanti et al. 2022, section 4, without dropout) + 4 B S L K, or,
///   where the image stands in the prompt, B S L (24 D + 2 H S)
/// - generate: P + the larger of encoder and writing, at most 32 images with n rows of each, times beams
/// - evaluate: as generate, with all captions of a batch for its rows, + images S D_v of the batches that 256 images hold, one
///   at least
/// - score and embed: 2 P + images S D_v, of 256 images at most, + captions F + the larger of encoder and reading, 32 tokens of
///   each caption, with F = 3 D_v + 3 D + 16 features
/// - reward: P + images S D_v + 3 captions F + 4 K h (F + 1) + as for score, K heads of width h
/// - optimize: 4 P (policy, reference, start, the reward's backbone) + 3 P_d (gradients, moments) + 5 P_d (with an update
///   limit: weights and moments of the last step, the old ones until the new are made) + images S D_v + T (D + 8) for each
///   caption of a round + the largest of encoder, writing, reading and a minibatch's gradients, whose rows are the captions
///   learnt from: all of an image's, 1 for best of n, 2 for a pair of DPO. A separate critic adds P, 3 P_d and as much for
///   gradients again. With adapters, of P_a numbers, 4 P becomes 2 P + P_a (the start, whose weights policy and reference
///   share, and the reward's backbone), and P_d becomes P_a
///
/// @param options  of the kind, as in job.json. @param model  the captioner; a reward is small beside it
/// @param device  "cpu", or "cuda" and "cuda:N": a CUDA context takes 500 MiB of the card
/// @throws Error on options that the kind does not know
MemoryEstimate memoryEstimate(JobKind kind, const ModelFolderInfo& model, const Json& options,
                              const MemoryWorkload& workload, const std::string& device = "cpu");

/// Bytes that a model wants for what it is first added for.
struct ModelNeeds {
    std::int64_t reading = 0;            ///< captions of a batch of pictures; of an encoder, embeddings
    std::int64_t round = 0;              ///< a PPO round with default options; 0 for what is no captioner
    std::int64_t roundWithAdapters = 0;  ///< the same with adapters of rank 16 in the place of all weights
};
ModelNeeds modelNeeds(const ModelFolderInfo& model, const std::string& device = "cpu");

/// How much of what a model is first added for has room.
enum class Room {
    All,           ///< or it is not known how much memory there is
    AdaptersOnly,  ///< of rounds only those with adapters
    ReadingOnly,   ///< no round
    Nothing
};
/// @param there  bytes of memory of the device; 0: not known
Room roomFor(const ModelNeeds& needs, std::int64_t there);

}  // namespace attune
