// Makes the captioner that Attune ships: a tiny vision-encoder-decoder checkpoint of the demo world, from a
// seed.
#pragma once

#include <cstdint>
#include <filesystem>

#include "data/observer.h"
#include "data/pretrain_options.h"

namespace attune {

/// What the nominal recipe takes on two cores that do nothing else.
inline constexpr double kScenesNominalMinutes = 6;

/// The recipe with its steps scaled to about `minutes` on such a machine. Steps, not time, define a recipe:
/// the same options and seed give the same bytes. @throws Error unless 0 < minutes <= 1000
PretrainOptions scenesRecipeFor(double minutes);

/// Trains tokenizer, encoder and decoder in three stages and writes a complete Hugging Face folder, and the
/// heads of the multi-task loss beside it (attune_heads.safetensors: the shared space and the attribute
/// classifiers).
///
/// 1. perception: the encoder learns what each patch shows, on pictures of up to six objects;
/// 2. captions: everything together, on terse captions that are true but leave much out;
/// 3. finish: the decoder alone, on careless ones, so that there is something for people to correct.
/// @param state  the folder in which the progress is kept until the captioner is whole, and gone on with
/// where it was stopped; empty: none. The tokenizer, a matter of seconds, is made again
/// @throws Error if the folder is there and not empty, or cannot be written, or the progress is that of
/// another run; Cancelled, leaving no folder but the one of the progress
void pretrainScenes(const std::filesystem::path& folder, const PretrainOptions& options, std::uint64_t seed,
                    Observer& observer, const std::filesystem::path& state = {});

}  // namespace attune
