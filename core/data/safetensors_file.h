// A safetensors file read without Torch: its header, checked, and the bytes of single tensors or rows.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "data/safetensors_header.h"

namespace attune {

/// Opening reads and checks the header; the data are read when asked for.
class TensorFile {
  public:
    /// @throws Error naming the file and, where there is one, the tensor
    explicit TensorFile(const std::filesystem::path& path);

    /// In the order of their data.
    const std::vector<TensorEntry>& entries() const { return m_entries; }
    const TensorEntry* find(const std::string& name) const;
    /// @throws Error if there is no such tensor, or it is not of this dtype (empty: any) and number of
    /// dimensions (negative: any)
    const TensorEntry& get(const std::string& name, const std::string& dtype = {}, int dimensions = -1) const;

    /// The bytes of a tensor, little-endian, row-major. @throws Error if they are more than `maxBytes` or the
    /// file cannot be read
    std::string bytes(const TensorEntry& tensor, std::uint64_t maxBytes = std::uint64_t{1} << 32);
    /// Rows `first` .. `first + count - 1` of the first dimension. @throws Error as well if there are no such
    /// rows
    std::string rows(const TensorEntry& tensor, std::int64_t first, std::int64_t count,
                     std::uint64_t maxBytes = std::uint64_t{1} << 32);

    /// All numbers of a tensor of dtype F32, I64 or U8. @throws Error if it is of another
    std::vector<float> floats(const std::string& name);
    std::vector<std::int64_t> integers(const std::string& name);
    std::vector<std::uint8_t> bytesOf(const std::string& name);

  private:
    std::string readAt(std::uint64_t begin, std::uint64_t size, std::uint64_t maxBytes);

    std::filesystem::path m_path;
    std::ifstream m_stream;
    std::vector<TensorEntry> m_entries;
};

}  // namespace attune
