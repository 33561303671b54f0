// A file of named tensors, whatever its format.
#pragma once

#include <torch/types.h>

#include <cstdint>
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
    /// Gives back the memory that reading this tensor took. What shares it must not be in use any more.
    virtual void release(const std::string& name) const = 0;
};

}  // namespace attune
