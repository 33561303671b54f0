// From picture files to the states that decoders attend to, in batches, with the decoding spread over the cores.
#pragma once

#include <torch/types.h>

#include <filesystem>
#include <vector>

#include "data/observer.h"
#include "engine/model_cache.h"

namespace attune {

struct ImageBatch;

/// Decodes and prepares pictures as the checkpoint's processor says, in front of a chat model with their prompts.
/// @throws Error naming the first picture that cannot be read
ImageBatch loadPictures(const std::vector<std::filesystem::path>& files, const LoadedCaptioner& captioner);

/// The frozen vision tower's states of all pictures, without gradients. @return (B, S, D_v) on the model's device
/// @throws Error, Cancelled (between batches)
torch::Tensor encodeFiles(const std::vector<std::filesystem::path>& files, const LoadedCaptioner& captioner,
                          Observer& observer, int batchSize = 64);

}  // namespace attune
