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

/// All tensors of a file, by name. For files that are trusted, such as the golden ones.
inline std::map<std::string, RawTensor> readTensors(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot open " + path.string());
    const std::vector<char> all{std::istreambuf_iterator<char>(file), {}};
    std::uint64_t headerSize = 0;
    if (all.size() < sizeof headerSize) throw std::runtime_error("too short: " + path.string());
    std::memcpy(&headerSize, all.data(), sizeof headerSize);
    if (headerSize > all.size() - sizeof headerSize) throw std::runtime_error("bad header: " + path.string());
    const char* header = all.data() + sizeof headerSize;
    const char* data = header + headerSize;
    std::map<std::string, RawTensor> tensors;
    const auto entries = nlohmann::json::parse(header, data);
    for (const auto& [name, entry] : entries.items()) {
        if (name == "__metadata__") continue;
        const auto offsets = entry.at("data_offsets").get<std::vector<std::ptrdiff_t>>();
        tensors[name] = {entry.at("dtype"), entry.at("shape"), {data + offsets.at(0), data + offsets.at(1)}};
    }
    return tensors;
}

}  // namespace attune::test
