// What GCC's -fsanitize-coverage=trace-pc calls, for libFuzzer, which knows clang's ways only: a counter for each place,
// in the section where it looks for counters of others.
#include <cstddef>
#include <cstdint>

namespace {

constexpr std::size_t kCounters = std::size_t{1} << 16;
__attribute__((section("__libfuzzer_extra_counters"))) std::uint8_t counters[kCounters];

}  // namespace

extern "C" void __sanitizer_cov_trace_pc() {
    const auto place = reinterpret_cast<std::uintptr_t>(__builtin_return_address(0));
    std::uint8_t& counter = counters[(place * 0x9E3779B97F4A7C15U) >> 48];
    if (counter < 255) ++counter;
}

// Comparisons of floating-point numbers, which libFuzzer learns nothing from.
extern "C" void __sanitizer_cov_trace_cmpf(float, float) {}
extern "C" void __sanitizer_cov_trace_cmpd(double, double) {}
