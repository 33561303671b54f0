// Reads the golden tensors without Torch or Qt: the JSON header and raw bytes of a safetensors file.
#pragma once

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace attune::test {

struct RawTensor {
    std::string dtype;  ///< "F32", "I64", "U8", ...
    std::vector<std::int64_t> shape;
    std::vector<char> bytes;  ///< row-major, little-endian

    /// The elements as T. @throws std::runtime_error if their size differs from T's
    template <typename T>
    std::vector<T> values() const {
        std::size_t count = 1;
        for (const std::int64_t side : shape) count *= static_cast<std::size_t>(side);
        if (count * sizeof(T) != bytes.size())
            throw std::runtime_error("a tensor of " + dtype + " read as another type");
        std::vector<T> result(count);
        if (count > 0) std::memcpy(result.data(), bytes.data(), bytes.size());
        return result;
    }
};

/// A file as it is: what its header says, metadata included, and its bytes.
struct RawTensorFile {
    std::vector<char> bytes;
    nlohmann::json header;
    std::size_t dataBegin = 0;
};

/// For files that are trusted, such as the golden ones.
inline RawTensorFile openTensors(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot open " + path.string());
    RawTensorFile raw{{std::istreambuf_iterator<char>(file), {}}, {}, 0};
    std::uint64_t headerSize = 0;
    if (raw.bytes.size() < sizeof headerSize) throw std::runtime_error("too short: " + path.string());
    std::memcpy(&headerSize, raw.bytes.data(), sizeof headerSize);
    if (headerSize > raw.bytes.size() - sizeof headerSize) throw std::runtime_error("bad header: " + path.string());
    raw.dataBegin = sizeof headerSize + static_cast<std::size_t>(headerSize);
    raw.header = nlohmann::json::parse(raw.bytes.data() + sizeof headerSize, raw.bytes.data() + raw.dataBegin);
    return raw;
}

/// All tensors of a file, by name. For files that are trusted, such as the golden ones.
inline std::map<std::string, RawTensor> readTensors(const std::filesystem::path& path) {
    const RawTensorFile raw = openTensors(path);
    const char* data = raw.bytes.data() + raw.dataBegin;
    std::map<std::string, RawTensor> tensors;
    for (const auto& [name, entry] : raw.header.items()) {
        if (name == "__metadata__") continue;
        const auto offsets = entry.at("data_offsets").get<std::vector<std::ptrdiff_t>>();
        tensors[name] = {entry.at("dtype"), entry.at("shape"), {data + offsets.at(0), data + offsets.at(1)}};
    }
    return tensors;
}

}  // namespace attune::test
