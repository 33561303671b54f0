// attune-bench: the budgets of the design, measured. --benchmark_filter=NAME picks some.
#include <benchmark/benchmark.h>

#include <string>

#include "engine/device.h"

int main(int argc, char** argv) {
    attune::prepareProcess();
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    // Figures mean little without the machine: LibTorch's version and BLAS go into the report's head.
    const auto machine = attune::hello();
    benchmark::AddCustomContext("libtorch", machine["libtorch"].get<std::string>());
    benchmark::AddCustomContext("blas", machine["blas"].get<std::string>());
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
