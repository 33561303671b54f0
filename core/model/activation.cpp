#include "model/activation.h"

#include <map>

#include "data/error.h"

namespace attune {

Activation activationFromName(const std::string& name) {
    // gelu_new, gelu_fast and gelu_pytorch_tanh are three spellings of one approximation (Hendrycks and
    // Gimpel 2016).
    static const std::map<std::string, Activation> known = {
        {"gelu", Activation::Gelu},          {"gelu_new", Activation::GeluTanh},
        {"gelu_fast", Activation::GeluTanh}, {"gelu_pytorch_tanh", Activation::GeluTanh},
        {"relu", Activation::Relu},          {"quick_gelu", Activation::QuickGelu},
        {"silu", Activation::Silu},          {"swish", Activation::Silu}};
    const auto at = known.find(name);
    if (at == known.end()) throw Error("the activation \"" + name + "\" is not supported");
    return at->second;
}

torch::Tensor activate(Activation activation, const torch::Tensor& x) {
    switch (activation) {
        case Activation::Gelu:
            return torch::gelu(x);
        case Activation::GeluTanh:
            return torch::gelu(x, "tanh");
        case Activation::Relu:
            return torch::relu(x);
        case Activation::QuickGelu:
            return x * torch::sigmoid(1.702 * x);
        case Activation::Silu:
            return torch::silu(x);
    }
    return x;
}

}  // namespace attune
