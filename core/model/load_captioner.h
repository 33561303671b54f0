// Captioners from and to Hugging Face checkpoint folders, whatever their family.
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <memory>

#include "model/captioner.h"

namespace attune {

/// Reads config.json, generation_config.json (where there is one) and the weights.
/// @throws Error naming the family, option or weights that are not supported or do not fit
std::shared_ptr<Captioner> loadCaptioner(const std::filesystem::path& folder,
                                         torch::Device device = torch::kCPU,
                                         torch::Dtype dtype = torch::kFloat32);

/// Writes config.json, generation_config.json and model.safetensors, which `transformers` loads. Tokenizer
/// and preprocessor files are the caller's. Adapters that are on are merged into the weights. The folder is made where it is missing. @throws Error
void saveCheckpoint(const Captioner& captioner, const std::filesystem::path& folder);

}  // namespace attune
