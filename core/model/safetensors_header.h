// The header of a safetensors file: which tensor lies where. Parsing trusts nothing.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace attune {

struct SafetensorsEntry {
    std::string name;
    std::string dtype;  ///< as written in the file: "F32", "BF16", ...
    std::vector<std::int64_t> shape;
    std::uint64_t begin = 0;  ///< offsets from the end of the header, in bytes
    std::uint64_t end = 0;
};

struct SafetensorsHeader {
    std::vector<SafetensorsEntry> entries;  ///< in the order of their data
    std::map<std::string, std::string> metadata;
    std::uint64_t dataBegin = 0;  ///< offset of the first data byte in the file
};

/// Bytes of one element of a safetensors dtype; 0 if the dtype is not supported here.
std::uint64_t safetensorsElementSize(std::string_view dtype);

/// Reads and checks the header: its length against the file, every dtype, shape and offset, that the tensors
/// cover the data without overlap or hole, and that no name comes twice. Format:
/// https://github.com/huggingface/safetensors (README, "Format").
/// @param file  all bytes of the file
/// @param name  what to call the file in messages
/// @throws Error naming the file and, where there is one, the tensor
SafetensorsHeader parseSafetensorsHeader(std::string_view file, const std::string& name);

}  // namespace attune
