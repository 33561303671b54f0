#include "engine/blas_kernels.h"

#include <dlfcn.h>

#include <cstdlib>
#include <string_view>

namespace attune {

namespace {

/// What OpenBLAS falls back to, and what it takes for a processor that it does not know but for its AVX2.
constexpr std::string_view kFallback = "Prescott", kPlainAvx2 = "Haswell";

/// A value of OPENBLAS_CORETYPE, or null where the fallback is the best that there is.
const char* kernelsOfThisProcessor() {
#ifdef __x86_64__
    const auto has = [](auto... supported) { return (supported && ...); };
    if (has(__builtin_cpu_supports("avx512f"), __builtin_cpu_supports("avx512bw"), __builtin_cpu_supports("avx512dq"),
            __builtin_cpu_supports("avx512vl"), __builtin_cpu_supports("avx512cd")))
        return "SkylakeX";
    if (has(__builtin_cpu_supports("avx2"), __builtin_cpu_supports("fma"))) return "Haswell";
#endif
    return nullptr;
}

template <typename Function>
Function* loaded(const char* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_DEFAULT, name));
}

}  // namespace

void chooseBlasKernels() {
    // What the library itself calls when it is loaded and unloaded, nothing of which is needed to link.
    auto* const name = loaded<char*()>("openblas_get_corename");
    auto* const choose = loaded<void()>("gotoblas_dynamic_init");
    auto* const forget = loaded<void()>("gotoblas_dynamic_quit");
    const char* const kernels = kernelsOfThisProcessor();
    if (!name || !choose || !forget || !kernels || std::getenv("OPENBLAS_CORETYPE")) return;
    if (name() != kFallback && (name() != kPlainAvx2 || kernels == kPlainAvx2)) return;
    ::setenv("OPENBLAS_CORETYPE", kernels, 0);
    forget();
    choose();
}

}  // namespace attune
