// The sizes of a network, read from its config.json as the reference classes would read it.
#pragma once

#include <cstdint>
#include <string>

#include "data/json.h"

namespace attune {

/// The sizes that decide how much memory a job takes; 0 where a value makes no sense.
struct ModelShape {
    std::int64_t visionWidth = 0;
    std::int64_t visionHeads = 0;
    std::int64_t imageStates = 0;  ///< that the decoder looks at: patches and the class token, or what is made of them
    std::int64_t textWidth = 0;
    std::int64_t textLayers = 0;
    std::int64_t textHeads = 0;
    std::int64_t vocabulary = 0;
    std::int64_t positions = 0;  ///< longest text, in tokens
    std::int64_t tiles = 1;      ///< pictures that the tower sees of one picture, at most
    std::int64_t tileStates = 0;  ///< patches of each; 0: as many as there are image states
    std::int64_t keyWidth = 0;    ///< of the keys of a layer, where heads share them; 0: the text's width
    bool keepsText = false;       ///< what is kept of a picture is as wide as the text, not as the tower
};

/// @param config  config.json @param preprocessor  its image settings (media/image_settings.h), or null
ModelShape modelShape(const std::string& family, const Json& config, const Json& preprocessor);

}  // namespace attune
