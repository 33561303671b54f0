// What config.json says of CLIP's and of SigLIP's vision tower alike.
#pragma once

#include "data/json.h"
#include "model/clip_encoder.h"
#include "model/config_checks.h"

namespace attune {

/// @param defaults  where the config is silent @throws Error on a value that no network can have
template <class Options>
Options visionTowerFromJson(const Json& config, const Options& defaults) {
    Options o = defaults;
    o.encoder = clipEncoderOptionsFromJson(config, o.encoder);
    o.imageSize = optional(config, "image_size", o.imageSize);
    o.patchSize = optional(config, "patch_size", o.patchSize);
    o.channels = optional(config, "num_channels", o.channels);
    o.initializerRange = optional(config, "initializer_range", o.initializerRange);
    checkSize("image_size", o.imageSize, 1 << 14);
    checkSize("patch_size", o.patchSize, o.imageSize);
    checkSize("num_channels", o.channels, 16);
    return o;
}

template <class Options>
Json visionTowerToJson(const Options& o, const std::string& modelType) {
    Json json{{"model_type", modelType},
              {"image_size", o.imageSize},
              {"patch_size", o.patchSize},
              {"num_channels", o.channels},
              {"initializer_range", o.initializerRange}};
    addToJson(o.encoder, json);
    return json;
}

}  // namespace attune
