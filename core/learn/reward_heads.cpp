#include "learn/reward_heads.h"

#include <cmath>

#include "data/error.h"

namespace attune {
namespace {

enum Part : std::size_t { Bias, Linear, HiddenWeight, HiddenBias, Output };

RewardHeadsShape checked(RewardHeadsShape shape) {
    const auto features = shape.features();
    if (shape.heads < 1 || shape.heads > 1024 || features < 1 || features > 1'000'000 || shape.hidden < 0 ||
        shape.hidden > 4096 || shape.fusionSize < 1 || shape.fusionSize > 4096)
        throw Error("the reward model's sizes make no sense",
                    std::to_string(shape.heads) + " heads, " + std::to_string(features) + " features, " +
                        std::to_string(shape.hidden) + " hidden units, a fusion " + std::to_string(shape.fusionSize) +
                        " wide");
    return shape;
}

/// The sizes as the file's own tensors have them, before memory is taken for what its configuration says.
RewardHeadsShape found(RewardHeadsShape shape, const std::map<std::string, torch::Tensor>& tensors) {
    const auto expect = [&](const std::string& name, std::int64_t last) {
        const auto saved = tensors.find("heads." + name);
        if (saved == tensors.end()) throw Error("the reward model has no tensor \"heads." + name + "\"");
        const auto& tensor = saved->second;
        if (tensor.dim() < 2 || tensor.size(0) != shape.heads || (last > 0 && tensor.size(-1) != last))
            throw Error("the reward model's tensor \"heads." + name + "\" has another shape or type");
    };
    expect("linear", 0);
    if (shape.hidden > 0) expect("hidden.weight", shape.hidden);
    return shape;
}

}  // namespace

NamedParameters RewardHeads::shaped() const {
    const auto heads = m_shape.heads, hidden = m_shape.hidden;
    const auto width = m_shape.features() + m_fusion.extraSize();
    NamedParameters all{{"bias", torch::zeros({heads})}, {"linear", torch::zeros({heads, width})}};
    if (hidden > 0) {
        all.emplace_back("hidden.weight", torch::zeros({heads, width, hidden}));
        all.emplace_back("hidden.bias", torch::zeros({heads, hidden}));
        all.emplace_back("output", torch::zeros({heads, hidden}));
    }
    all.insert(all.end(), m_fusion.parameters().begin(), m_fusion.parameters().end());
    return all;
}

RewardHeads::RewardHeads(RewardHeadsShape shape, Rng& rng)
    : m_shape(checked(std::move(shape))), m_fusion(m_shape), m_parameters(shaped()) {
    if (m_shape.hidden > 0) {
        const auto draw = [&](torch::Tensor& tensor, double deviation) {
            auto* values = tensor.data_ptr<float>();
            for (std::int64_t i = 0; i < tensor.numel(); ++i) values[i] = static_cast<float>(rng.normal() * deviation);
        };
        draw(at(HiddenWeight), 1 / std::sqrt(static_cast<double>(at(HiddenWeight).size(1))));
        draw(at(Output), 0.1 / std::sqrt(static_cast<double>(m_shape.hidden)));
    }
    m_fusion.draw(rng);
}

RewardHeads::RewardHeads(RewardHeadsShape shape, const std::map<std::string, torch::Tensor>& tensors)
    : m_shape(found(checked(std::move(shape)), tensors)), m_fusion(m_shape), m_parameters(shaped()) {
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

/// The fused columns times a weight (K, F+E, H). @return (K, N, H)
torch::Tensor RewardHeads::weighted(const RewardInputs& x, const RewardFusion::Fused& fused,
                                    const torch::Tensor& weight) const {
    const auto features = m_shape.features();
    torch::Tensor sum;
    if (fused.gates.defined()) {
        // Gate times (block times weight) is (gate times block) times weight, without K copies of the columns.
        std::int64_t at = 0;
        for (const auto& block : m_shape.blocks) {
            const auto part = torch::matmul(x.columns.narrow(1, at, block.size), weight.narrow(1, at, block.size)) *
                              fused.gates.narrow(2, m_fusion.gateOf(block), 1);  // (K, N, H)
            sum = sum.defined() ? sum + part : part;
            at += block.size;
        }
    } else {
        sum = torch::matmul(x.columns, fused.extra.defined() ? weight.narrow(1, 0, features) : weight);
    }
    if (fused.extra.defined()) sum = sum + torch::bmm(fused.extra, weight.narrow(1, features, m_fusion.extraSize()));
    return sum;
}

torch::Tensor RewardHeads::hidden(const RewardInputs& x, const RewardFusion::Fused& fused) const {
    return torch::tanh(weighted(x, fused, at(HiddenWeight)) + at(HiddenBias).unsqueeze(1));  // (K, N, H)
}

torch::Tensor RewardHeads::forward(const RewardInputs& x) const {
    const auto fused = m_fusion.forward(x);
    const auto linear = m_shape.fusion == FusionKind::Concatenate
                            ? at(Linear).matmul(x.columns.t())
                            : weighted(x, fused, at(Linear).unsqueeze(2)).squeeze(2);  // (K, N)
    const auto scores = linear + at(Bias).unsqueeze(1);
    if (m_shape.hidden == 0) return scores;
    return scores + torch::matmul(hidden(x, fused), at(Output).unsqueeze(2)).squeeze(2);
}

torch::Tensor RewardHeads::representation(const RewardInputs& x) const {
    const torch::NoGradGuard noGrad;
    const auto fused = m_fusion.forward(x);
    if (m_shape.hidden > 0) return hidden(x, fused).transpose(0, 1).reshape({x.rows(), -1});  // (N, K*H)
    const auto weights = at(Linear).narrow(1, 0, m_shape.features());                         // (K, F)
    if (fused.gates.defined()) {
        std::vector<torch::Tensor> parts;
        std::int64_t from = 0;
        for (const auto& block : m_shape.blocks) {
            const auto gate = fused.gates.select(2, m_fusion.gateOf(block));                          // (K, N)
            const auto scale = gate.t().matmul(weights.narrow(1, from, block.size)) / m_shape.heads;  // (N, f)
            parts.push_back(x.columns.narrow(1, from, block.size) * scale);
            from += block.size;
        }
        return torch::cat(parts, 1);  // (N, F)
    }
    const auto columns = x.columns * weights.mean(0);  // (N, F)
    if (!fused.extra.defined()) return columns;
    const auto scale = at(Linear).narrow(1, m_shape.features(), m_fusion.extraSize()).unsqueeze(1);  // (K, 1, E)
    return torch::cat({columns, (fused.extra * scale).mean(0)}, 1);                                  // (N, F+E)
}

}  // namespace attune
