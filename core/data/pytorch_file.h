// A weights file as `torch.save` writes it: a zip archive of a pickle and one file of numbers for each storage.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace attune {

/// Where a tensor lies in its file.
struct PytorchEntry {
    std::string name;
    std::string dtype;  ///< in the names of safetensors: "F32", "BF16", "I64", ..
    std::vector<std::int64_t> shape;
    std::vector<std::int64_t> strides;  ///< in elements, none negative
    std::uint64_t begin = 0;            ///< of its first element, in bytes from the start of the file
    std::uint64_t end = 0;              ///< behind its last one

    /// Numbers in it; 1 for a scalar.
    std::int64_t elements() const;
    /// Row by row, without gaps.
    bool isContiguous() const;
};

/// Reads and checks the archive and its pickle, without constructing anything but this list; every tensor lies in the file.
/// @param file  all bytes of it @param name  what to call it in messages
/// @throws Error saying what is not supported, damaged or hostile
std::vector<PytorchEntry> parsePytorchFile(std::string_view file, const std::string& name);

}  // namespace attune
