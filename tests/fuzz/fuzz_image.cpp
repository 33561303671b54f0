#include "fuzz.h"
#include "media/decode.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace attune;
    return fuzz::refuseOrRead(data, size, [](std::string_view bytes) {
        // Small enough that a claimed size alone does not make a run slow.
        DecodeOptions options;
        options.maxPixels = 1 << 18;
        const Image8 image = decodeImage(bytes, "fuzzed", options);
        fuzz::require(image.width > 0 && image.height > 0);
        options.reduceTo = 16;
        decodeImage(bytes, "fuzzed", options);
    });
}
