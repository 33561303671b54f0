#include "data/json.h"
#include "fuzz.h"
#include "model/vision_encoder_decoder.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace attune;
    return fuzz::refuseOrRead(data, size, [](std::string_view bytes) {
        const Json config = parseJson(bytes, "fuzzed");
        visionEncoderDecoderOptions(config, Json());
    });
}
