// An encoder of images and texts (clip, siglip) with the two halves that make its input.
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "data/observer.h"

namespace attune {

class ImageProcessor;
class ImageTextEncoder;
class Tokenizer;

struct LoadedEncoder {
    std::filesystem::path folder;
    std::shared_ptr<ImageTextEncoder> model;
    std::shared_ptr<const ImageProcessor> processor;
    std::shared_ptr<const Tokenizer> tokenizer;  ///< null where the folder holds none that can be read
    std::string whyNoTokenizer;
    torch::Device device = torch::kCPU;
};

/// Whether config.json names a family of encoders; false if it cannot be read.
bool isEncoderFolder(const std::filesystem::path& folder);

/// @throws Error
LoadedEncoder loadEncoderFolder(const std::filesystem::path& folder, torch::Device device);

/// @return (B, E) on the CPU, of length 1 @throws Error, Cancelled
torch::Tensor embedImages(const std::vector<std::filesystem::path>& files, const LoadedEncoder& encoder,
                          Observer& observer);
/// Ids of a text, special tokens included. @throws Error if the encoder has no tokenizer
std::vector<std::int64_t> encoderIds(const std::string& text, const LoadedEncoder& encoder);
/// @return (N, E) on the CPU, of length 1 @throws Error if the encoder has no tokenizer; Cancelled
torch::Tensor embedTexts(const std::vector<std::string>& texts, const LoadedEncoder& encoder, Observer& observer);

}  // namespace attune
