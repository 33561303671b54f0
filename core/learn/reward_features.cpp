#include "learn/reward_features.h"

#include <algorithm>

#include "data/error.h"

namespace attune {
namespace {

/// Rows per pass: short enough that a wish to stop is heard.
constexpr std::size_t kChunk = 256;

}  // namespace

std::string toText(Modality modality) {
    switch (modality) {
        case Modality::Image:
            return "image";
        case Modality::Text:
            return "text";
        case Modality::Attention:
            return "attention";
        case Modality::Both:
            return "both";
    }
    return "";
}

RewardInputs RewardInputs::select(const torch::Tensor& index) const {
    return {columns.index_select(0, index), states, imageOfRow.index_select(0, index)};
}

std::int64_t RewardFeatures::size() const {
    std::int64_t total = 0;
    for (const auto& block : m_blocks) total += block.size;
    return total;
}

RewardInputs RewardFeatures::compute(const torch::Tensor& features, const std::vector<std::int64_t>& imageOfRow,
                                     const TokenRows& rows, Observer& observer) const {
    const torch::NoGradGuard noGrad;
    if (imageOfRow.size() != rows.size()) throw Error("each caption needs its image");
    std::vector<torch::Tensor> parts;
    // Whole groups of equal size stay whole, so that a decoder can share the image's keys among them.
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
        parts.push_back(columns(states, local, {rows.begin() + static_cast<std::ptrdiff_t>(at),
                                                rows.begin() + static_cast<std::ptrdiff_t>(end)}));
    }
    return {torch::cat(parts).to(torch::kCPU, torch::kFloat32).contiguous(),  // (N, F)
            this->states(features).to(torch::kCPU, torch::kFloat32), torch::tensor(imageOfRow, torch::kInt64)};
}

}  // namespace attune
