// From picture files to the states that decoders attend to, in batches, with the decoding spread over the cores.
#pragma once

#include <torch/types.h>

#include <filesystem>
#include <vector>

#include "data/observer.h"
#include "engine/model_cache.h"

namespace attune {

struct ImageBatch;
struct PixelValues;

/// Decodes and prepares pictures as the processor says. @param grids  receives each picture's tiles, without their values,
/// unless null @return (P, 3, H, W) float32 on the CPU, the tiles of all pictures
/// @throws Error naming the first picture that cannot be read
torch::Tensor loadPixels(const std::vector<std::filesystem::path>& files, const ImageProcessor& processor,
                         std::vector<PixelValues>* grids = nullptr);

/// Decodes and prepares pictures as the checkpoint's processor says, in front of a chat model with their prompts.
/// @throws Error naming the first picture that cannot be read
ImageBatch loadPictures(const std::vector<std::filesystem::path>& files, const LoadedCaptioner& captioner);

/// The frozen vision tower's states of all pictures, without gradients. @return (B, S, D_v) on the model's device
/// @throws Error, Cancelled (between batches)
torch::Tensor encodeFiles(const std::vector<std::filesystem::path>& files, const LoadedCaptioner& captioner,
                          Observer& observer, int batchSize = 64);

}  // namespace attune
