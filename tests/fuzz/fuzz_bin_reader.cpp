#include "data/pytorch_file.h"
#include "fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace attune;
    return fuzz::refuseOrRead(data, size, [](std::string_view bytes) {
        for (const auto& tensor : parsePytorchFile(bytes, "fuzzed")) {
            fuzz::require(tensor.begin <= tensor.end && tensor.end <= bytes.size());
            fuzz::require(tensor.elements() >= 0 && tensor.strides.size() == tensor.shape.size());
        }
    });
}
