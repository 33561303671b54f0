// bfloat16 matrix products in a scope, across LibTorch's changing interfaces.
#pragma once

#include <ATen/autocast_mode.h>
#include <torch/version.h>

namespace attune {

/// While it lives, matrix products on the CPU run in bfloat16 (if `enabled`). Weights are cast once per
/// scope.
class Autocast {
  public:
    explicit Autocast(bool enabled) : m_enabled(enabled) {
        if (!m_enabled) return;
        at::autocast::increment_nesting();
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
        at::autocast::set_autocast_dtype(at::kCPU, at::kBFloat16);
        at::autocast::set_autocast_enabled(at::kCPU, true);
#else
        at::autocast::set_autocast_cpu_dtype(at::kBFloat16);
        at::autocast::set_cpu_enabled(true);
#endif
    }
    ~Autocast() {
        if (!m_enabled) return;
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
        at::autocast::set_autocast_enabled(at::kCPU, false);
#else
        at::autocast::set_cpu_enabled(false);
#endif
        if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
    }
    Autocast(const Autocast&) = delete;
    Autocast& operator=(const Autocast&) = delete;

  private:
    bool m_enabled;
};

}  // namespace attune
