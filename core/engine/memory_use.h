// How much memory a run takes, for its metrics.
#pragma once

#include <torch/types.h>

#include <map>
#include <string>

namespace attune {

/// In MiB: `memory/resident`, what this process holds of the machine's memory, and with a GPU `memory/device`, what all programs
/// together use of it: LibTorch's count of its own needs CUDA's headers to build. What cannot be found out is left out.
std::map<std::string, double> memoryUse(torch::Device device);

}  // namespace attune
