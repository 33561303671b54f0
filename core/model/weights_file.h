// A file of named tensors, whatever its format.
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace attune {

class WeightsFile {
  public:
    virtual ~WeightsFile() = default;
    virtual std::vector<std::string> names() const = 0;
    /// @throws Error if there is no such tensor
    virtual std::vector<std::int64_t> shape(const std::string& name) const = 0;
    /// The tensor, on the CPU. It may share memory with the file. @throws Error if there is no such tensor
    virtual torch::Tensor tensor(const std::string& name) const = 0;
    /// Gives back the memory that reading this tensor took. What shares it must not be in use any more, and nothing may have been
    /// written into tensors that share the file.
    virtual void release(const std::string& name) const = 0;
};

/// A `.bin` is read as a file of PyTorch, any other as safetensors. @throws Error if it cannot be read or is not sound
std::shared_ptr<const WeightsFile> openWeights(const std::filesystem::path& file);

}  // namespace attune
