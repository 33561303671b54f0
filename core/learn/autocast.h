// bfloat16 matrix products in a scope, across LibTorch's changing interfaces.
#pragma once

#include <ATen/autocast_mode.h>
#include <torch/version.h>

namespace attune {

/// While it lives, matrix products on the device run in bfloat16 (if `enabled`). Weights are cast once per scope: a step
/// of an optimiser does not belong inside one.
class Autocast {
  public:
    explicit Autocast(bool enabled, at::DeviceType device = at::kCPU) : m_enabled(enabled), m_device(device) {
        if (!m_enabled) return;
        at::autocast::increment_nesting();
        m_before = isOn();
        turn(true);
    }
    ~Autocast() {
        if (!m_enabled) return;
        turn(m_before);
        if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
    }
    Autocast(const Autocast&) = delete;
    Autocast& operator=(const Autocast&) = delete;

  private:
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
    bool isOn() const { return at::autocast::is_autocast_enabled(m_device); }
    void turn(bool on) const {
        at::autocast::set_autocast_dtype(m_device, at::kBFloat16);
        at::autocast::set_autocast_enabled(m_device, on);
    }
#else
    bool isOn() const { return m_device == at::kCPU ? at::autocast::is_cpu_enabled() : at::autocast::is_enabled(); }
    void turn(bool on) const {
        if (m_device == at::kCPU) {
            at::autocast::set_autocast_cpu_dtype(at::kBFloat16);
            at::autocast::set_cpu_enabled(on);
        } else {
            at::autocast::set_autocast_gpu_dtype(at::kBFloat16);
            at::autocast::set_enabled(on);
        }
    }
#endif

    bool m_enabled;
    at::DeviceType m_device;
    bool m_before = false;
};

}  // namespace attune
