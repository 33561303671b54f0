// What this machine computes with.
#pragma once

#include <torch/types.h>

#include <string>

#include "data/json.h"

namespace attune {

/// The device of a name: "auto" (the first GPU, else the CPU), "cpu", "cuda", "cuda:N". @throws Error
torch::Device deviceFromText(const std::string& name);

/// The linear algebra library behind LibTorch's CPU kernels: "OpenBLAS ...", "MKL", or "reference BLAS".
std::string blasName();

/// `{"protocol", "version", "libtorch", "blas", "threads", "devices": [{"name", "memory", "model"}]}`; memory in bytes.
Json hello();

/// To be called once, first thing in a program that computes: raises the thresholds above which the C library hands
/// memory back to the system, which would cost a third of the time of a training step, and has the linear algebra library
/// use what the processor can, on every core.
void prepareProcess();

}  // namespace attune
