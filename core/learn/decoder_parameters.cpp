#include "learn/decoder_parameters.h"

#include <algorithm>

namespace attune {

NamedParameters trainDecoderOnly(Captioner& captioner, const torch::Tensor& features) {
    for (auto& parameter : captioner.parameters()) {
        parameter.requires_grad_(true);
        parameter.mutable_grad() = torch::Tensor();
    }
    const auto start = std::max<std::int64_t>(captioner.specialTokens().start, 0);
    const auto tokens =
        torch::full({1, 2}, start, torch::TensorOptions().dtype(torch::kInt64).device(features.device()));
    captioner.decode(tokens, features.narrow(0, 0, 1).detach()).logits.sum().backward();
    NamedParameters used;
    for (const auto& item : captioner.named_parameters()) {
        auto parameter = item.value();
        if (parameter.grad().defined())
            used.emplace_back(item.key(), parameter);
        else
            parameter.requires_grad_(false);
        parameter.mutable_grad() = torch::Tensor();
    }
    std::sort(used.begin(), used.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    return used;
}

}  // namespace attune
