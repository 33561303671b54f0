// How much memory an accelerator has, asked of the driver.
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <optional>

namespace attune {

struct DeviceMemory {
    std::uint64_t free = 0;   ///< bytes
    std::uint64_t total = 0;  ///< bytes
};

/// None for the CPU, and where the driver's library does not answer.
std::optional<DeviceMemory> deviceMemory(torch::Device device);

/// Waits until all that was asked of the device is done; nothing on the CPU.
void synchronize(torch::Device device);

}  // namespace attune
