// Tensors in the safetensors format: a length, a header of JSON, raw little-endian bytes.
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "data/mapped_file.h"
#include "data/safetensors_header.h"
#include "model/weights_file.h"

namespace attune {

using NamedTensors = std::map<std::string, torch::Tensor>;

/// One file, memory-mapped. Only what is asked for is read from the disk.
class SafetensorsFile : public WeightsFile {
  public:
    /// @throws Error if it cannot be read or its header is not sound
    explicit SafetensorsFile(const std::filesystem::path& path);

    bool contains(const std::string& name) const { return m_index.count(name) > 0; }
    std::vector<std::string> names() const override;
    /// @throws Error if there is no such tensor
    std::vector<std::int64_t> shape(const std::string& name) const override { return entry(name).shape; }
    /// The tensor, on the CPU. It may share the mapping, which then lives as long as it does.
    /// @throws Error if there is no such tensor
    torch::Tensor tensor(const std::string& name) const override;
    void release(const std::string& name) const override;
    /// All of them.
    NamedTensors tensors() const;
    const std::map<std::string, std::string>& metadata() const { return m_header.metadata; }

  private:
    const TensorEntry& entry(const std::string& name) const;

    std::string m_name;
    std::shared_ptr<MappedFile> m_file;
    SafetensorsHeader m_header;
    std::map<std::string, std::size_t> m_index;
};

/// Writes the tensors in the order of their names, wholly or not at all. Metadata {"format": "pt"} is what
/// `transformers` asks for. @throws Error if the disk refuses or a dtype has no place in the format
void writeSafetensors(const std::filesystem::path& path, const NamedTensors& tensors,
                      const std::map<std::string, std::string>& metadata = {{"format", "pt"}});

}  // namespace attune
