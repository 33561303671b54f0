// How a captioner is judged on held-out pictures.
#pragma once

#include "data/options.h"

namespace attune {

struct EvaluateOptions {
    int samplesPerImage = 2;
    double temperature = 1.0;
    int maxNewTokens = 32;
    int batchSize = 64;

    template <class Self, class Visitor>
    static void visit(Self& o, Visitor&& v) {
        v("samples_per_image", o.samplesPerImage,
          {.help = "Sampled captions of each image, besides the greedy one; 0 is none.", .min = 0, .max = 64});
        v("temperature", o.temperature, {.help = "Of the sampled captions.", .min = 1e-3, .max = 100, .needs = {"samples_per_image"}});
        v("max_new_tokens", o.maxNewTokens,
          {.help = "A caption is cut after this many tokens.", .unit = "tokens", .min = 1, .max = 4096});
        v("batch_size", o.batchSize,
          {.help = "Images that are captioned together.", .unit = "images", .min = 1, .max = 4096});
    }
};

}  // namespace attune
