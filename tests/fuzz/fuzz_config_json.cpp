// What each family makes of a config.json, without weights.
#include "data/json.h"
#include "fuzz.h"
#include "model/blip.h"
#include "model/clip.h"
#include "model/git.h"
#include "model/idefics3.h"
#include "model/llava.h"
#include "model/siglip.h"
#include "model/vision_encoder_decoder.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace attune;
    return fuzz::refuseOrRead(data, size, [](std::string_view bytes) {
        const Json config = parseJson(bytes, "fuzzed");
        const auto family = optional<std::string>(config, "model_type", "");
        if (family == "vision-encoder-decoder") visionEncoderDecoderOptions(config, Json());
        if (family == "blip") blipOptions(config);
        if (family == "git") gitOptions(config, Json());
        if (family == "idefics3" || family == "smolvlm") idefics3Options(config, Json());
        if (family == "llava") llavaOptions(config, Json());
        if (family == "clip") clipOptionsFromJson(config);
        if (family == "siglip") siglipOptionsFromJson(config);
    });
}
