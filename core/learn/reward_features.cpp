#include "learn/reward_features.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "data/error.h"
#include "data/rng.h"
#include "learn/ppo_math.h"

namespace attune {
namespace {

constexpr std::int64_t kStatistics = 14;
/// Rows per pass: short enough that a wish to stop is heard.
constexpr std::size_t kChunk = 256;

/// A fixed random map between two widths, the same on every machine.
torch::Tensor fixedProjection(std::int64_t from, std::int64_t to) {
    Rng rng(0x70726f6a);
    auto map = torch::empty({from, to});
    auto* values = map.data_ptr<float>();
    const double scale = 1 / std::sqrt(static_cast<double>(from));
    for (std::int64_t i = 0; i < from * to; ++i) values[i] = static_cast<float>(rng.normal() * scale);
    return map;
}

/// Share of tokens that are new in their caption, and of bigrams that are not.
std::pair<float, float> repetition(const std::vector<std::int64_t>& row) {
    const std::set<std::int64_t> distinct(row.begin(), row.end());
    std::set<std::pair<std::int64_t, std::int64_t>> bigrams;
    for (std::size_t t = 1; t < row.size(); ++t) bigrams.emplace(row[t - 1], row[t]);
    const auto count = static_cast<float>(row.size());
    const float repeated = row.size() < 2 ? 0 : 1 - static_cast<float>(bigrams.size()) / (count - 1);
    return {static_cast<float>(distinct.size()) / count, repeated};
}

}  // namespace

RewardFeatures::RewardFeatures(std::shared_ptr<Captioner> backbone, const std::string& kind, torch::Tensor meanImage)
    : m_backbone(std::move(backbone)), m_meanImage(std::move(meanImage)) {
    if (kind != "all" && kind != "states" && kind != "statistics")
        throw Error("there are no reward features \"" + kind + "\"", "they are all, states or statistics");
    m_states = kind != "statistics";
    m_statistics = kind != "states";
    const auto vision = m_backbone->stateSize(), text = m_backbone->hiddenSize();
    if (m_meanImage.dim() != 2 || m_meanImage.size(1) != m_backbone->featureSize())
        throw Error("the reward's mean image does not fit the captioner's image states");
    if (vision != text) m_projection = fixedProjection(vision, text).to(m_meanImage.device());
    if (m_states)
        m_blocks = {{"image_mean", vision}, {"end_state", text}, {"mean_state", text},
                    {"product", text},      {"attended", vision}, {"unseen", vision}};
    if (m_statistics) m_blocks.push_back({"statistics", kStatistics});
}

std::int64_t RewardFeatures::size() const {
    std::int64_t total = 0;
    for (const auto& block : m_blocks) total += block.size;
    return total;
}

torch::Tensor RewardFeatures::compute(const torch::Tensor& features, const std::vector<std::int64_t>& imageOfRow,
                                      const TokenRows& rows, Observer& observer) const {
    const torch::NoGradGuard noGrad;
    if (imageOfRow.size() != rows.size()) throw Error("each caption needs its image");
    std::vector<torch::Tensor> parts;
    // Whole groups of equal size stay whole, so that the decoder can share the image's keys among them.
    const auto images = static_cast<std::size_t>(std::max<std::int64_t>(features.size(0), 1));
    const std::size_t group = rows.size() % images == 0 ? std::max<std::size_t>(rows.size() / images, 1) : 1;
    const std::size_t step = std::max(group, kChunk / group * group);
    for (std::size_t at = 0; at < rows.size(); at += step) {
        observer.breathe();
        const auto end = std::min(rows.size(), at + step);
        std::map<std::int64_t, std::int64_t> placeOf;
        std::vector<std::int64_t> used, local;
        for (std::size_t r = at; r < end; ++r) {
            const auto image = imageOfRow[r];
            if (image < 0 || image >= features.size(0)) throw Error("a caption names an image that is not there");
            const auto [place, isNew] = placeOf.try_emplace(image, static_cast<std::int64_t>(used.size()));
            if (isNew) used.push_back(image);
            local.push_back(place->second);
        }
        const auto states = features.index_select(0, torch::tensor(used, torch::kInt64).to(features.device()));
        parts.push_back(chunk(states, local, {rows.begin() + static_cast<std::ptrdiff_t>(at),
                                              rows.begin() + static_cast<std::ptrdiff_t>(end)}));
    }
    return torch::cat(parts).to(torch::kCPU, torch::kFloat32).contiguous();  // (N, F)
}

torch::Tensor RewardFeatures::chunk(const torch::Tensor& features, const std::vector<std::int64_t>& imageOfRow,
                                    const TokenRows& rows) const {
    const auto packed = packRows(rows, *m_backbone, features.device());
    const auto own = featuresForRows(features, imageOfRow);
    // The last id is read as well: behind it stands the state that has seen the whole caption.
    const auto out = m_backbone->decode(packed.tokens, own, {}, m_states);  // (N, T + 1, ..)
    std::vector<torch::Tensor> blocks;
    if (m_states) {
        const auto group = packed.rows() / own.size(0);
        auto [states, mask] = m_backbone->imageStates(own);  // (B, S, D_s)
        if (!mask.defined()) mask = torch::ones({1, states.size(1)}, states.options()).expand({states.size(0), -1});
        if (group > 1) {
            states = states.repeat_interleave(group, 0);  // (N, S, D_s)
            mask = mask.repeat_interleave(group, 0);      // (N, S)
        }
        blocks.push_back(stateBlocks({states, mask}, out, packed));
    }
    if (m_statistics) blocks.push_back(statisticBlock(out, packed, rows));
    return torch::cat(blocks, 1);
}

torch::Tensor RewardFeatures::stateBlocks(const ImageStates& picture, const DecoderOutput& out,
                                          const PackedRows& packed) const {
    const auto& [states, shown] = picture;
    const auto length = packed.length(), width = out.hidden.size(2);
    const auto counts = packed.mask.sum(1, true);  // (N, 1)
    const auto area = shown.sum(1, true).clamp_min(1);  // (N, 1) states of each picture
    const auto image = states.sum(1) / area;            // (N, D_s)
    const auto endPlace = (packed.lastIndex + 1).view({-1, 1, 1}).expand({-1, 1, width});
    const auto endState = out.hidden.gather(1, endPlace).squeeze(1);  // (N, D)
    const auto read = out.hidden.narrow(1, 1, length) * packed.mask.unsqueeze(2);
    const auto meanState = read.sum(1) / counts;  // (N, D)
    const auto fused = (m_projection.defined() ? image.matmul(m_projection) : image) * endState;

    // crossAttention (N, T + 1, S): the rows that predict the caption's own tokens
    const auto looks = out.crossAttention.narrow(1, 0, length) * packed.mask.unsqueeze(2);       // (N, T, S)
    const auto attended = torch::bmm((looks.sum(1) / counts).unsqueeze(1), states).squeeze(1);  // (N, D_s)
    const auto most = std::get<0>(looks.max(1));                                                // (N, S)
    const auto missed = 1 - most / std::get<0>(most.max(1, true)).clamp_min(1e-9);              // (N, S)
    const auto unseen = torch::bmm(missed.unsqueeze(1), states).squeeze(1) / area;              // (N, D_s)
    return torch::cat({image, endState, meanState, fused, attended, unseen}, 1);
}

torch::Tensor RewardFeatures::statisticBlock(const DecoderOutput& out, const PackedRows& packed,
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
        const auto [distinct, repeated] = repetition(rows[static_cast<std::size_t>(r)]);
        repeats[r][0] = distinct;
        repeats[r][1] = repeated;
    }
    const auto columns = torch::stack(
        {counts, counts.log(), packed.ended.to(torch::kFloat32), own.sum(1), own.sum(1) / counts, lowest(own),
         own.gather(1, last).squeeze(1), gain.sum(1), gain.sum(1) / counts, lowest(gain),
         gain.gather(1, last).squeeze(1), entropy.sum(1) / counts},
        1);  // (N, 12)
    return torch::cat({columns, repeats.to(columns.device())}, 1);  // (N, 14)
}

}  // namespace attune
