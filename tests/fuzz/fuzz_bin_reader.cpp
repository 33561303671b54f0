#include "data/pytorch_file.h"
#include "data/torch_pickle.h"
#include "fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace attune;
    return fuzz::refuseOrRead(data, size, [](std::string_view bytes) {
        // Anything that is no archive is tried as the pickle of one: what makes a pickle longer damages the places that an
        // archive's directory holds, and the machine would see little of it.
        if (!bytes.starts_with("PK")) {
            for (const auto& tensor : parseTorchPickle(bytes, "fuzzed"))
                fuzz::require(tensor.offset <= tensor.storageElements && tensor.strides.size() == tensor.shape.size());
            return;
        }
        for (const auto& tensor : parsePytorchFile(bytes, "fuzzed")) {
            fuzz::require(tensor.begin <= tensor.end && tensor.end <= bytes.size());
            fuzz::require(tensor.elements() >= 0 && tensor.strides.size() == tensor.shape.size());
        }
    });
}
