// Where tests run of what must hold on every device. It needs LibTorch.
#pragma once

#include <torch/torch.h>

namespace attune::test {

/// The first GPU, or the CPU where there is none.
inline torch::Device testDevice() {
    return torch::cuda::is_available() ? torch::Device(torch::kCUDA, 0) : torch::Device(torch::kCPU);
}

}  // namespace attune::test
