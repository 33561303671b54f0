#include "engine/device.h"

#include <dlfcn.h>
#include <torch/torch.h>
#include <torch/version.h>
#include <unistd.h>

#include <cstdint>

#include "engine/blas_kernels.h"
#include "engine/threads.h"
#include "model/allocator.h"
#include "model/device_memory.h"
#include "protocol/job.h"

namespace attune {

namespace {

std::uint64_t systemMemory() {
    return static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace

torch::Device deviceFromText(const std::string& name) {
    const auto gpus = static_cast<int>(torch::cuda::device_count());
    if (name == "auto") return gpus > 0 ? torch::Device(torch::kCUDA, 0) : torch::Device(torch::kCPU);
    if (name == "cpu") return torch::kCPU;
    int index = -1;
    if (name == "cuda") index = 0;
    if (name.starts_with("cuda:") && name.size() > 5 && name.size() < 8 &&
        name.find_first_not_of("0123456789", 5) == std::string::npos)
        index = std::stoi(name.substr(5));
    if (index < 0) throw Error("there is no device \"" + name + "\"", "devices are auto, cpu, cuda and cuda:N");
    if (index >= gpus)
        throw Error("there is no device " + name,
                    gpus == 0   ? "LibTorch sees no GPU on this machine"
                    : gpus == 1 ? "LibTorch sees one GPU"
                                : "LibTorch sees " + std::to_string(gpus) + " GPUs",
                    "use the device cpu or auto");
    return torch::Device(torch::kCUDA, static_cast<torch::DeviceIndex>(index));
}

std::string blasName() {
    using Config = const char* (*)();
    // Whatever library is loaded exports one of these names; nothing of it is needed to ask.
    if (auto* config = reinterpret_cast<Config>(::dlsym(RTLD_DEFAULT, "openblas_get_config"))) return config();
    if (torch::hasMKL()) return "MKL";
    return "reference BLAS";
}

Json hello() {
    Json devices = Json::array({{{"name", "cpu"}, {"memory", systemMemory()}, {"threads", at::get_num_threads()}}});
    for (std::size_t i = 0; i < torch::cuda::device_count(); ++i) {
        Json device{{"name", "cuda:" + std::to_string(i)}};
        if (const auto memory = deviceMemory(torch::Device(torch::kCUDA, static_cast<torch::DeviceIndex>(i))))
            device["memory"] = memory->total;
        devices.push_back(std::move(device));
    }
    return {{"protocol", kProtocolVersion}, {"version", ATTUNE_VERSION}, {"libtorch", TORCH_VERSION},
            {"blas", blasName()},           {"devices", devices}};
}

void prepareProcess() {
    tuneAllocator();
    chooseBlasKernels();
    useEveryCore();
}

}  // namespace attune
