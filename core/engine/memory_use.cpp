#include "engine/memory_use.h"

#include <unistd.h>

#include <fstream>
#include <optional>

#include "model/device_memory.h"

namespace attune {

namespace {

constexpr double kBytesPerMiB = 1024.0 * 1024.0;

/// In bytes; none where the system has no /proc.
std::optional<double> residentMemory() {
    std::ifstream file("/proc/self/statm");
    double all = 0, resident = 0;  // pages
    if (!(file >> all >> resident)) return std::nullopt;
    return resident * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

}  // namespace

std::map<std::string, double> memoryUse(torch::Device device) {
    std::map<std::string, double> use;
    if (const auto bytes = residentMemory()) use["memory/resident"] = *bytes / kBytesPerMiB;
    if (const auto memory = deviceMemory(device))
        use["memory/device"] = static_cast<double>(memory->total - memory->free) / kBytesPerMiB;
    return use;
}

}  // namespace attune
