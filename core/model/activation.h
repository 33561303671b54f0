// The pointwise non-linearities of the feed-forward layers, by their names in config.json.
#pragma once

#include <torch/torch.h>

#include <string>

namespace attune {

enum class Activation { Gelu, GeluTanh, Relu, QuickGelu, Silu };

/// "gelu", "gelu_new", "gelu_pytorch_tanh", "gelu_fast", "relu", "quick_gelu", "silu" or "swish".
/// @throws Error naming any other
Activation activationFromName(const std::string& name);

torch::Tensor activate(Activation activation, const torch::Tensor& x);

}  // namespace attune
