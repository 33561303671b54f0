// The tensors of a `pytorch_model.bin`, without running the pickle in it.
#pragma once

#include <filesystem>
#include <map>
#include <memory>

#include "data/mapped_file.h"
#include "data/pytorch_file.h"
#include "model/weights_file.h"

namespace attune {

/// Memory-mapped: only what is asked for is read from the disk.
class PytorchWeights : public WeightsFile {
  public:
    /// @throws Error if it cannot be read, is not sound, or holds anything but tensors
    explicit PytorchWeights(const std::filesystem::path& path);

    std::vector<std::string> names() const override;
    std::vector<std::int64_t> shape(const std::string& name) const override { return entry(name).shape; }
    torch::Tensor tensor(const std::string& name) const override;
    void release(const std::string& name) const override;

  private:
    const PytorchEntry& entry(const std::string& name) const;

    std::string m_name;
    std::shared_ptr<MappedFile> m_file;
    std::map<std::string, PytorchEntry> m_entries;
};

}  // namespace attune
