#include "learn/reward_fusion.h"

#include <algorithm>
#include <cmath>

#include "data/error.h"

namespace attune {
namespace {

constexpr const char* kNames[] = {"concatenate", "gated", "hadamard", "cross_attention"};

/// Indices of the columns whose modality is among those wanted.
torch::Tensor columnsOf(const std::vector<FeatureBlock>& blocks, std::initializer_list<Modality> wanted) {
    std::vector<std::int64_t> columns;
    std::int64_t at = 0;
    for (const auto& block : blocks) {
        if (std::find(wanted.begin(), wanted.end(), block.modality) != wanted.end())
            for (std::int64_t i = 0; i < block.size; ++i) columns.push_back(at + i);
        at += block.size;
    }
    return torch::tensor(columns, torch::kInt64);
}

/// N(0, 1 / fan in), so that a map of standardised columns is about as large as they are.
void drawMap(const torch::Tensor& tensor, Rng& rng) {
    auto* values = tensor.data_ptr<float>();
    const double deviation = 1 / std::sqrt(static_cast<double>(tensor.size(1)));
    for (std::int64_t i = 0; i < tensor.numel(); ++i) values[i] = static_cast<float>(rng.normal() * deviation);
}

}  // namespace

FusionKind fusionFromText(const std::string& text) {
    for (int i = 0; i < 4; ++i)
        if (text == kNames[i]) return static_cast<FusionKind>(i);
    throw Error("there is no fusion \"" + text + "\"", "they are concatenate, gated, hadamard and cross_attention");
}

std::string toText(FusionKind kind) { return kNames[static_cast<int>(kind)]; }

std::int64_t RewardHeadsShape::features() const {
    std::int64_t total = 0;
    for (const auto& block : blocks) total += block.size;
    return total;
}

RewardFusion::RewardFusion(const RewardHeadsShape& shape)
    : m_kind(shape.fusion), m_size(shape.fusionSize),
      m_seen(columnsOf(shape.blocks, {Modality::Image, Modality::Attention})),
      m_said(columnsOf(shape.blocks, {Modality::Text, Modality::Prompt})) {
    for (const auto modality : {Modality::Image, Modality::Text, Modality::Attention, Modality::Prompt, Modality::Both})
        if (columnsOf(shape.blocks, {modality}).numel() > 0) m_modalities.push_back(modality);
    const auto heads = shape.heads, seen = m_seen.numel(), said = m_said.numel();
    const auto modalities = static_cast<std::int64_t>(m_modalities.size());
    switch (m_kind) {
        case FusionKind::Concatenate:
            break;
        case FusionKind::Gated:
            m_parameters = {{"fusion.gate.weight", torch::zeros({heads, shape.features(), modalities})},
                            {"fusion.gate.bias", torch::zeros({heads, modalities})}};
            break;
        case FusionKind::Hadamard:
            if (seen == 0 || said == 0)
                throw Error("there is nothing to multiply", "the features are of one kind only",
                            "use all features, or another fusion");
            m_parameters = {{"fusion.seen", torch::zeros({heads, seen, m_size})},
                            {"fusion.said", torch::zeros({heads, said, m_size})}};
            break;
        case FusionKind::CrossAttention:
            if (said == 0 || shape.stateSize < 1)
                throw Error("there is nothing to attend from or to", "the features hold no text, or no image states",
                            "use all features, or another fusion");
            m_parameters = {{"fusion.query", torch::zeros({heads, said, m_size})},
                            {"fusion.key", torch::zeros({heads, shape.stateSize, m_size})},
                            {"fusion.value", torch::zeros({heads, shape.stateSize, m_size})}};
            break;
    }
}

std::int64_t RewardFusion::gateOf(const FeatureBlock& block) const {
    return std::find(m_modalities.begin(), m_modalities.end(), block.modality) - m_modalities.begin();
}

std::int64_t RewardFusion::extraSize() const {
    return m_kind == FusionKind::Hadamard || m_kind == FusionKind::CrossAttention ? m_size : 0;
}

void RewardFusion::draw(Rng& rng) {
    if (m_kind == FusionKind::Gated) return;
    for (const auto& [name, parameter] : m_parameters) drawMap(parameter, rng);
}

RewardFusion::Fused RewardFusion::forward(const RewardInputs& x) const {
    switch (m_kind) {
        case FusionKind::Concatenate:
            return {};
        case FusionKind::Gated: {
            const auto logits = torch::matmul(x.columns, at(0)) + at(1).unsqueeze(1);  // (K, N, M)
            return {torch::softmax(logits, 2) * static_cast<double>(m_modalities.size()), {}};
        }
        case FusionKind::Hadamard:
            return {{}, torch::tanh(torch::matmul(x.columns.index_select(1, m_seen), at(0))) *
                            torch::tanh(torch::matmul(x.columns.index_select(1, m_said), at(1)))};  // (K, N, E)
        case FusionKind::CrossAttention:
            return {{}, attend(x)};
    }
    return {};
}

torch::Tensor RewardFusion::attend(const RewardInputs& x) const {
    if (!x.states.defined()) throw Error("the reward attends to image states, and was given none");
    const auto query = torch::matmul(x.columns.index_select(1, m_said), at(0));  // (K, N, E)
    // The keys' map is applied to the queries, and the values' map to what was found: all heads share the states.
    const auto wanted = torch::matmul(query, at(1).transpose(1, 2));           // (K, N, D_v)
    const auto states = x.states.index_select(0, x.imageOfRow);                // (N, S, D_v)
    auto logits = torch::bmm(states, wanted.permute({1, 2, 0})) / std::sqrt(static_cast<double>(m_size));  // (N, S, K)
    if (x.shown.defined())
        logits = logits.masked_fill(x.shown.index_select(0, x.imageOfRow).unsqueeze(2) == 0, -1e9);
    const auto weights = torch::softmax(logits, 1);
    const auto found = torch::bmm(weights.transpose(1, 2), states);            // (N, K, D_v)
    return torch::matmul(found.transpose(0, 1), at(2));                        // (K, N, E)
}

}  // namespace attune
