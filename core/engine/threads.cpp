#include "engine/threads.h"

#include <ATen/Parallel.h>
#include <sched.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <string>

#include "engine/device.h"

namespace attune {

namespace {

int cores() {
    cpu_set_t allowed;
    if (::sched_getaffinity(0, sizeof allowed, &allowed) != 0) return 0;
    std::set<std::string> found;
    for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
        if (!CPU_ISSET(cpu, &allowed)) continue;
        const std::string name = std::to_string(cpu);
        std::ifstream file("/sys/devices/system/cpu/cpu" + name + "/topology/thread_siblings_list");
        std::string siblings;
        found.insert(std::getline(file, siblings) ? siblings : name);
    }
    return static_cast<int>(found.size());
}

}  // namespace

void useEveryCore() {
    if (std::getenv("OMP_NUM_THREADS") || blasName().find("USE_OPENMP") == std::string::npos) return;
    if (const int count = cores(); count > 0) at::set_num_threads(count);
}

}  // namespace attune
