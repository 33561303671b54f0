// What one captioner does on one device: rates, seconds of a round, memory, and the share of what the device can do.
#pragma once

#include <torch/types.h>

#include <string>

#include "data/json.h"

namespace attune::bench {

struct Setting {
    std::string size = "scenes";
    torch::Device device = torch::kCPU;
    bool bfloat16 = false;  ///< matrix products in bfloat16, weights in float32
    std::int64_t images = 256;
    std::int64_t captionsPerImage = 4;
    int tokens = 16;
    int rounds = 3;
};

/// Floating-point operations a second of one large matrix product, the best of several: what shares refer to.
double matrixRate(torch::Device device, bool bfloat16);

/// @param peak  from `matrixRate`
/// @return "images_per_second", "tokens_per_second", "captions_per_second" (sampled, with the cache), "round_seconds" and
/// its "rollout_seconds", "reward_seconds", "reference_seconds", "update_seconds", "look_seconds" (of the guard, behind each
/// round), "memory_bytes" (of the device; 0 on the CPU), "encode_share", "update_share" (operations of the network a second,
/// over `peak`)
Json measure(const Setting& setting, double peak);

}  // namespace attune::bench
