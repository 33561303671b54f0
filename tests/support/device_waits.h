// How often a piece of work would wait for a GPU, counted where there is none. It needs LibTorch.
#pragma once

#include <ATen/record_function.h>
#include <torch/torch.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>

namespace attune::test {

/// Counts on the calling thread while it lives; one at a time. On the CPU nobody can tell what a GPU would
/// have computed from what the host has always held, so that this is the most that there could be.
class DeviceWaits {
  public:
    DeviceWaits()
        : m_handle(at::addThreadLocalCallback(
              at::RecordFunctionCallback(note).needsInputs(true).scopes({at::RecordScope::FUNCTION}))) {
        counts() = {};
    }
    ~DeviceWaits() { at::removeCallback(m_handle); }
    DeviceWaits(const DeviceWaits&) = delete;
    DeviceWaits& operator=(const DeviceWaits&) = delete;

    /// Values that the host asked for, or that decide how large a result is: `item`, a mask as an index.
    int reads() const { return counts().reads; }
    /// Tensors that were asked onto a named device.
    int moves() const { return counts().moves; }
    int count() const { return reads() + moves(); }

  private:
    struct Counts {
        int reads = 0, moves = 0;
    };

    static Counts& counts() {
        static thread_local Counts all;
        return all;
    }

    static bool readsBack(std::string_view name) {
        return name == "aten::_local_scalar_dense" || name == "aten::nonzero" ||
               name == "aten::masked_select" || name == "aten::equal" || name.starts_with("aten::unique") ||
               name.starts_with("aten::_unique");
    }

    static std::unique_ptr<at::ObserverContext> note(const at::RecordFunction& function) {
        const std::string_view name = function.name();
        if (readsBack(name)) ++counts().reads;
        if (name != "aten::to") return nullptr;
        const auto inputs = function.inputs();
        for (std::size_t i = 1; i < inputs.size(); ++i)
            if (inputs[i].isDevice() || inputs[i].isTensor()) {
                ++counts().moves;
                break;
            }
        return nullptr;
    }

    at::CallbackHandle m_handle;
};

inline int deviceWaits(const std::function<void()>& work) {
    const DeviceWaits waits;
    work();
    return waits.count();
}

}  // namespace attune::test
