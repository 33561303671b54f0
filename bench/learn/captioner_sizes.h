// Captioners with random weights at the sizes that are measured.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "model/vision_encoder_decoder.h"

namespace attune::bench {

/// "tiny" (for a test of the benchmark), "scenes" (what comes along), "small" (20.6 M: 224 px, d 256, 4 + 4 layers),
/// "vit-gpt2" (0.24 B).
std::vector<std::string> captionerSizes();

/// Without an end token: every caption is as long as it may be, so that figures can be compared.
/// @throws Error on another name
std::shared_ptr<VisionEncoderDecoder> captionerOfSize(const std::string& size);

}  // namespace attune::bench
