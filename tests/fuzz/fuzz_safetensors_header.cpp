#include "data/safetensors_header.h"
#include "fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace attune;
    return fuzz::refuseOrRead(data, size, [&](std::string_view bytes) {
        const auto header = parseSafetensorsHeader(bytes, bytes.size(), "fuzzed");
        std::uint64_t at = safetensorsHeaderEnd(bytes, bytes.size(), "fuzzed");
        for (const auto& entry : header.entries) {
            fuzz::require(entry.begin == at && entry.end >= at && entry.end <= bytes.size());
            fuzz::require(static_cast<std::uint64_t>(entry.elements()) * safetensorsElementSize(entry.dtype) ==
                          entry.end - entry.begin);
            at = entry.end;
        }
        fuzz::require(at == bytes.size());
    });
}
