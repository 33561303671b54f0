#include "learn/captioner_features.h"

#include <algorithm>
#include <cmath>

#include "data/error.h"
#include "data/rng.h"
#include "learn/parameter_hash.h"
#include "learn/ppo_math.h"
#include "learn/repetition.h"
#include "model/chat_captioner.h"

namespace attune {
namespace {

constexpr std::int64_t kStatistics = 14;

/// A fixed random map between two widths, the same on every machine.
torch::Tensor fixedProjection(std::int64_t from, std::int64_t to) {
    Rng rng(0x70726f6a);
    auto map = torch::empty({from, to});
    auto* values = map.data_ptr<float>();
    const double scale = 1 / std::sqrt(static_cast<double>(from));
    for (std::int64_t i = 0; i < from * to; ++i) values[i] = static_cast<float>(rng.normal() * scale);
    return map;
}

/// Whether the decoder says where it looks.
bool attendsToImages(Captioner& captioner, const torch::Tensor& meanImage) {
    const torch::NoGradGuard noGrad;
    const auto start = std::max<std::int64_t>(captioner.specialTokens().start, 0);
    const auto tokens =
        torch::full({1, 1}, start, torch::TensorOptions().dtype(torch::kInt64).device(meanImage.device()));
    return captioner.decode(tokens, meanImage.unsqueeze(0), {}, true).crossAttention.defined();
}

}  // namespace

CaptionerFeatures::CaptionerFeatures(std::shared_ptr<Captioner> backbone, const std::string& kind, bool attentionMap,
                                     torch::Tensor meanImage)
    : m_backbone(std::move(backbone)), m_kind(kind), m_meanImage(std::move(meanImage)) {
    checkFeatureKind(kind);
    m_states = kind != "statistics";
    m_statistics = kind != "states";
    const auto vision = m_backbone->stateSize(), text = m_backbone->hiddenSize();
    if (m_meanImage.dim() != 2 || m_meanImage.size(1) != m_backbone->featureSize())
        throw Error("the reward's mean image does not fit the captioner's image states");
    if (vision != text) m_projection = fixedProjection(vision, text).to(m_meanImage.device());
    m_attention = (m_states || attentionMap) && attendsToImages(*m_backbone, m_meanImage);
    m_map = attentionMap;
    if (m_map && !m_attention)
        throw Error("the reward cannot read an attention map", "this captioner's family does not say where it looks",
                    "leave the option attention_map off");
    if (m_map && dynamic_cast<ChatCaptioner*>(m_backbone.get()))
        throw Error("the reward cannot read an attention map",
                    "a chat model's prompt holds images of different numbers of tiles, whose maps are of different sizes",
                    "leave the option attention_map off");
    if (m_states)
        m_blocks = {{"image_mean", vision, Modality::Image},
                    {"end_state", text, Modality::Text},
                    {"mean_state", text, Modality::Text},
                    {"product", text, Modality::Both}};
    if (m_states && m_attention) {
        m_blocks.push_back({"attended", vision, Modality::Attention});
        m_blocks.push_back({"unseen", vision, Modality::Attention});
    }
    if (m_map) m_blocks.push_back({"attention_map", m_meanImage.size(0) + 2, Modality::Attention});
    m_chat = m_states ? dynamic_cast<ChatCaptioner*>(m_backbone.get()) : nullptr;
    if (m_chat) m_blocks.push_back({"prompt", text, Modality::Prompt});
    if (m_statistics) m_blocks.push_back({"statistics", kStatistics, Modality::Text});
}

ImageStates CaptionerFeatures::states(const torch::Tensor& features) const { return m_backbone->imageStates(features); }

std::int64_t CaptionerFeatures::stateSize() const { return m_backbone->stateSize(); }

std::string CaptionerFeatures::backboneHash() const { return parameterHash(*m_backbone); }

std::map<std::string, torch::Tensor> CaptionerFeatures::tensors() const {
    return {{"mean_image", m_meanImage.to(torch::kCPU).contiguous()}};
}

std::shared_ptr<const RewardFeatures> CaptionerFeatures::readOff(std::shared_ptr<Captioner> other) const {
    return std::make_shared<const CaptionerFeatures>(std::move(other), m_kind, m_map, m_meanImage);
}

torch::Tensor CaptionerFeatures::columns(const torch::Tensor& features, const std::vector<std::int64_t>& imageOfRow,
                                         const TokenRows& rows) const {
    const auto packed = packRows(rows, *m_backbone, features.device());
    const auto own = featuresForRows(features, imageOfRow);
    // The last id is read as well: behind it stands the state that has seen the whole caption.
    const auto out = m_backbone->decode(packed.tokens, own, {}, m_attention);  // (N, T + 1, ..)
    std::vector<torch::Tensor> blocks;
    const auto group = packed.rows() / own.size(0);
    auto [states, mask] = m_backbone->imageStates(own);  // (B, S, D_s)
    if (!mask.defined()) mask = torch::ones({1, states.size(1)}, states.options()).expand({states.size(0), -1});
    if (group > 1) {
        states = states.repeat_interleave(group, 0);  // (N, S, D_s)
        mask = mask.repeat_interleave(group, 0);      // (N, S)
    }
    const auto area = mask.sum(1, true).clamp_min(1);  // (N, 1) states of each picture
    if (m_states) blocks.push_back(stateBlocks(states.sum(1) / area, out, packed));
    if (m_attention) addAttentionBlocks(states, area, out.crossAttention, packed, blocks);
    if (m_chat) blocks.push_back(m_chat->promptWords(own).repeat_interleave(group, 0));  // (N, D)
    if (m_statistics) blocks.push_back(statisticBlock(out, packed, rows));
    return torch::cat(blocks, 1);
}

torch::Tensor CaptionerFeatures::stateBlocks(const torch::Tensor& image, const DecoderOutput& out,
                                             const PackedRows& packed) const {
    const auto length = packed.length(), width = out.hidden.size(2);
    const auto endPlace = (packed.lastIndex + 1).view({-1, 1, 1}).expand({-1, 1, width});
    const auto endState = out.hidden.gather(1, endPlace).squeeze(1);  // (N, D)
    const auto read = out.hidden.narrow(1, 1, length) * packed.mask.unsqueeze(2);
    const auto meanState = read.sum(1) / packed.mask.sum(1, true);  // (N, D)
    const auto fused = (m_projection.defined() ? image.matmul(m_projection) : image) * endState;
    return torch::cat({image, endState, meanState, fused}, 1);
}

void CaptionerFeatures::addAttentionBlocks(const torch::Tensor& states, const torch::Tensor& area,
                                           const torch::Tensor& attention, const PackedRows& packed,
                                           std::vector<torch::Tensor>& blocks) const {
    const auto& mask = packed.mask;
    const auto counts = mask.sum(1, true);  // (N, 1)
    // attention (N, T + 1, S): the rows that predict the caption's own tokens
    const auto looks = attention.narrow(1, 0, packed.length()) * mask.unsqueeze(2);  // (N, T, S)
    const auto map = looks.sum(1) / counts;                                         // (N, S)
    if (m_states) {
        const auto most = std::get<0>(looks.max(1));                                    // (N, S)
        const auto missed = 1 - most / std::get<0>(most.max(1, true)).clamp_min(1e-9);  // (N, S)
        blocks.push_back(torch::bmm(map.unsqueeze(1), states).squeeze(1));              // (N, D_s)
        blocks.push_back(torch::bmm(missed.unsqueeze(1), states).squeeze(1) / area);  // (N, D_s)
    }
    if (!m_map) return;
    const auto entropy = -(looks * looks.clamp_min(1e-9).log()).sum(2);  // (N, T)
    const auto sharpest = std::get<0>(entropy.masked_fill(mask == 0, 1e4).min(1, true));
    blocks.push_back(torch::cat({map, (entropy * mask).sum(1, true) / counts, sharpest}, 1));  // (N, S + 2)
}

torch::Tensor CaptionerFeatures::statisticBlock(const DecoderOutput& out, const PackedRows& packed,
                                             const TokenRows& rows) const {
    const auto length = packed.length();
    const auto& mask = packed.mask;
    const auto counts = mask.sum(1);                                                            // (N)
    const auto logits = out.logits.narrow(1, 0, length);                                        // (N, T, V)
    const auto own = tokenLogprobs(logits, packed.targets()) * mask;                            // (N, T)
    const auto blind = m_backbone->decode(packed.inputs(), m_meanImage.unsqueeze(0)).logits;    // (N, T, V)
    const auto gain = own - tokenLogprobs(blind, packed.targets()) * mask;                      // (N, T)
    const auto entropy = tokenEntropy(logits) * mask;                                           // (N, T)
    const auto last = packed.lastIndex.unsqueeze(1);
    const auto lowest = [&](const torch::Tensor& x) { return std::get<0>(x.masked_fill(mask == 0, 1e4).min(1)); };

    auto repeats = torch::empty({packed.rows(), 2});
    for (std::int64_t r = 0; r < packed.rows(); ++r) {
        repeats[r][0] = distinctShare(rows[static_cast<std::size_t>(r)]);
        repeats[r][1] = repeatedShare(rows[static_cast<std::size_t>(r)]);
    }
    const auto columns = torch::stack(
        {counts, counts.log(), packed.ended.to(torch::kFloat32), own.sum(1), own.sum(1) / counts, lowest(own),
         own.gather(1, last).squeeze(1), gain.sum(1), gain.sum(1) / counts, lowest(gain),
         gain.gather(1, last).squeeze(1), entropy.sum(1) / counts},
        1);  // (N, 12)
    return torch::cat({columns, repeats.to(columns.device())}, 1);  // (N, 14)
}

}  // namespace attune
