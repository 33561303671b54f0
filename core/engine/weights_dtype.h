// What kind of numbers a captioner computes with where it only writes or scores.
#pragma once

#include <torch/types.h>

#include <filesystem>
#include <string>

namespace attune {

/// The dtype of a name: "float32", "bfloat16", "float16", or "auto": the one in which config.json says that the weights are
/// stored, float32 where it does not say or the device does not compute in it.
/// @param model  a checkpoint folder @throws Error for another name, or one that the device does not compute in
torch::Dtype dtypeFromText(const std::string& name, const std::filesystem::path& model, torch::Device device);

}  // namespace attune
