// A captioner small enough that a test of learning takes seconds, with random weights. It needs LibTorch.
#pragma once

#include <torch/torch.h>

#include <memory>

#include "model/vision_encoder_decoder.h"

namespace attune::test {

inline constexpr std::int64_t kTinyVocabulary = 12;
inline constexpr std::int64_t kTinyEnd = 1;

/// d 32, one layer each, 16 px pictures in four patches; ids: 0 pad and start, 1 end, 2.. words.
inline VisionEncoderDecoderOptions tinyOptions() {
    VisionEncoderDecoderOptions options;
    options.encoder.hiddenSize = 32;
    options.encoder.layers = 1;
    options.encoder.heads = 2;
    options.encoder.intermediateSize = 64;
    options.encoder.imageHeight = options.encoder.imageWidth = 16;
    options.encoder.patchHeight = options.encoder.patchWidth = 8;
    options.encoder.pooler = false;
    options.encoder.initializerRange = 0.3;
    options.decoder.vocabularySize = kTinyVocabulary;
    options.decoder.positions = 16;
    options.decoder.hiddenSize = 32;
    options.decoder.layers = 1;
    options.decoder.heads = 2;
    options.decoder.initializerRange = 0.2;
    options.tokens.start = 0;
    options.tokens.pad = 0;
    options.tokens.end = {kTinyEnd};
    return options;
}

inline std::shared_ptr<VisionEncoderDecoder> tinyCaptioner(std::uint64_t seed = 1) {
    auto captioner = VisionEncoderDecoder::random(tinyOptions(), seed);
    captioner->eval();
    return captioner;
}

/// States of `count` pictures of one random colour each with some noise, the same for the same seed. @return (count, S, 32)
inline torch::Tensor tinyFeatures(Captioner& captioner, std::int64_t count, std::uint64_t seed = 3) {
    const torch::NoGradGuard noGrad;
    torch::manual_seed(seed);
    const auto colours = 2 * torch::randn({count, 3, 1, 1});
    return captioner.encodeImages(colours +
                                  0.3 * torch::randn({count, 3, captioner.imageHeight(), captioner.imageWidth()}));
}

}  // namespace attune::test
