#include "learn/reward_heads.h"

#include <cmath>

#include "data/error.h"

namespace attune {
namespace {

enum Part : std::size_t { Bias, Linear, HiddenWeight, HiddenBias, Output };

}  // namespace

NamedParameters RewardHeads::shaped(std::int64_t heads, std::int64_t features, std::int64_t hidden) const {
    if (heads < 1 || heads > 1024 || features < 1 || features > 1'000'000 || hidden < 0 || hidden > 4096)
        throw Error("the reward model's sizes make no sense", std::to_string(heads) + " heads, " +
                    std::to_string(features) + " features, " + std::to_string(hidden) + " hidden units");
    NamedParameters all{{"bias", torch::zeros({heads})}, {"linear", torch::zeros({heads, features})}};
    if (hidden > 0) {
        all.emplace_back("hidden.weight", torch::zeros({heads, features, hidden}));
        all.emplace_back("hidden.bias", torch::zeros({heads, hidden}));
        all.emplace_back("output", torch::zeros({heads, hidden}));
    }
    return all;
}

RewardHeads::RewardHeads(std::int64_t heads, std::int64_t features, std::int64_t hidden, Rng& rng)
    : m_hidden(hidden), m_parameters(shaped(heads, features, hidden)) {
    if (hidden == 0) return;
    const auto draw = [&](torch::Tensor& tensor, double deviation) {
        auto* values = tensor.data_ptr<float>();
        for (std::int64_t i = 0; i < tensor.numel(); ++i) values[i] = static_cast<float>(rng.normal() * deviation);
    };
    draw(at(HiddenWeight), 1 / std::sqrt(static_cast<double>(features)));
    draw(at(Output), 0.1 / std::sqrt(static_cast<double>(hidden)));
}

RewardHeads::RewardHeads(std::int64_t heads, std::int64_t features, std::int64_t hidden,
                         const std::map<std::string, torch::Tensor>& tensors)
    : m_hidden(hidden), m_parameters(shaped(heads, features, hidden)) {
    for (auto& [name, parameter] : m_parameters) {
        const auto saved = tensors.find("heads." + name);
        if (saved == tensors.end()) throw Error("the reward model has no tensor \"heads." + name + "\"");
        if (saved->second.sizes() != parameter.sizes() || saved->second.scalar_type() != torch::kFloat32)
            throw Error("the reward model's tensor \"heads." + name + "\" has another shape or type");
        if (!torch::isfinite(saved->second).all().item<bool>())
            throw Error("the reward model's tensor \"heads." + name + "\" holds values that are not finite");
        parameter.copy_(saved->second);
    }
}

torch::Tensor RewardHeads::forward(const torch::Tensor& x) const {
    auto scores = at(Linear).matmul(x.t()) + at(Bias).unsqueeze(1);  // (K, N)
    if (m_hidden == 0) return scores;
    const auto hidden = torch::tanh(torch::matmul(x, at(HiddenWeight)) + at(HiddenBias).unsqueeze(1));  // (K, N, H)
    return scores + torch::matmul(hidden, at(Output).unsqueeze(2)).squeeze(2);
}

}  // namespace attune
