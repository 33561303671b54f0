#include "model/device_memory.h"

#include <dlfcn.h>
#include <torch/torch.h>

namespace attune {

std::optional<DeviceMemory> deviceMemory(torch::Device device) {
    if (!device.is_cuda()) return std::nullopt;
    // LibTorch for CUDA has the runtime library loaded; asking it by name needs no CUDA headers to build.
    using MemGetInfo = int (*)(std::size_t*, std::size_t*);
    const auto ask = reinterpret_cast<MemGetInfo>(::dlsym(RTLD_DEFAULT, "cudaMemGetInfo"));
    if (!ask) return std::nullopt;
    const c10::DeviceGuard guard(device);
    std::size_t free = 0, total = 0;
    if (ask(&free, &total) != 0) return std::nullopt;
    return DeviceMemory{free, total};
}

void synchronize(torch::Device device) {
    if (device.is_cuda()) torch::cuda::synchronize(device.index());
}

}  // namespace attune
