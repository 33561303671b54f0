// A captioner of a few thousand weights, whose widths all differ: what mixes them up does not fit.
#pragma once

#include "model/vision_encoder_decoder.h"

namespace attune::test {

/// 16 x 24 pixels in six patches, d 16 and 24, two layers of text; ids: 0 start, 1 pad, 2 and 3 end, 20 in all.
inline VisionEncoderDecoderOptions smallOptions() {
    VisionEncoderDecoderOptions o;
    o.encoder = {.hiddenSize = 16,
                 .layers = 1,
                 .heads = 2,
                 .intermediateSize = 32,
                 .imageHeight = 16,
                 .imageWidth = 24,
                 .patchHeight = 8,
                 .patchWidth = 8};
    o.decoder = {.vocabularySize = 20, .positions = 24, .hiddenSize = 24, .layers = 2, .heads = 3};
    o.tokens = {.start = 0, .pad = 1, .end = {2, 3}};
    return o;
}

}  // namespace attune::test
