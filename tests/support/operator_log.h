// Which of LibTorch's operators a piece of work calls, and how often it waits for a GPU. It needs LibTorch.
#pragma once

#include <ATen/record_function.h>
#include <torch/torch.h>

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace attune::test {

/// On the calling thread.
class OperatorLog {
  public:
    explicit OperatorLog(const std::function<void()>& work) {
        current() = this;
        const Watch watch{at::addThreadLocalCallback(at::RecordFunctionCallback(note).needsInputs(true))};
        work();
    }

    /// @param name  with the overload's, as in "aten::pow.Scalar"
    int count(const std::string& name) const {
        const auto at = m_counts.find(name);
        return at == m_counts.end() ? 0 : at->second;
    }
    /// Copies between devices, and values of a GPU's that the caller asked for or that decide how large a result is.
    int waits() const { return m_waits; }

  private:
    struct Watch {
        at::CallbackHandle handle;
        ~Watch() {
            at::removeCallback(handle);
            current() = nullptr;
        }
    };

    static OperatorLog*& current() {
        static thread_local OperatorLog* log = nullptr;
        return log;
    }

    static std::unique_ptr<at::ObserverContext> note(const at::RecordFunction& function) {
        const auto name = function.operator_name();
        OperatorLog* log = current();
        if (!name || !log) return nullptr;
        ++log->m_counts[c10::toString(*name)];
        const auto inputs = function.inputs();
        const auto isTensor = [&](std::size_t i) { return i < inputs.size() && inputs[i].isTensor(); };
        if (name->name == "aten::copy_" && isTensor(0) && isTensor(1))
            log->m_waits += inputs[0].toTensor().device() != inputs[1].toTensor().device();
        if ((name->name == "aten::_local_scalar_dense" || name->name == "aten::nonzero") && isTensor(0))
            log->m_waits += inputs[0].toTensor().is_cuda();
        return nullptr;
    }

    std::map<std::string, int> m_counts;
    int m_waits = 0;
};

}  // namespace attune::test
