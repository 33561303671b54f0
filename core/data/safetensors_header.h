// The header of a safetensors file: which tensor lies where. Parsing trusts nothing.
// Format: https://github.com/huggingface/safetensors (README, "Format").
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace attune {

/// Where a tensor lies in its file.
struct TensorEntry {
    std::string name;
    std::string dtype;  ///< as written: "F32", "I64", "U8", "BF16", ..
    std::vector<std::int64_t> shape;
    std::uint64_t begin = 0;  ///< bytes, from the start of the file
    std::uint64_t end = 0;

    /// Numbers in it; 1 for a scalar.
    std::int64_t elements() const;
};

struct SafetensorsHeader {
    std::vector<TensorEntry> entries;  ///< in the order of their data
    std::map<std::string, std::string> metadata;
};

/// Bytes of one element of a dtype of the format; 0 for one that is not known.
std::uint64_t safetensorsElementSize(std::string_view dtype);

/// Where the header ends and the data begin, from the first 8 bytes of the file.
/// @param start  the first bytes of the file, as many as there are at hand @param name  of the file, for messages
/// @throws Error if the file is too short for what they say, or they say more than any model needs
std::uint64_t safetensorsHeaderEnd(std::string_view start, std::uint64_t fileBytes, const std::string& name);

/// Reads and checks the header: every dtype, shape and place against the file, that the tensors cover the data without
/// overlap or hole, and that no name comes twice.
/// @param start  the first bytes of the file, to the header's end at least
/// @throws Error naming the file and, where there is one, the tensor
SafetensorsHeader parseSafetensorsHeader(std::string_view start, std::uint64_t fileBytes, const std::string& name);

}  // namespace attune
