#include "learn/reward_features.h"

#include <algorithm>
#include <map>
#include <set>

#include "data/error.h"

namespace attune {
namespace {

/// Rows per pass: short enough that a wish to stop is heard.
constexpr std::size_t kChunk = 256;

void addStates(RewardInputs& inputs, const ImageStates& images) {
    inputs.states = images.states.to(torch::kCPU, torch::kFloat32);  // (B, S, D_s)
    if (images.mask.defined()) inputs.shown = images.mask.to(torch::kCPU, torch::kFloat32);
}

}  // namespace

std::string toText(Modality modality) {
    switch (modality) {
        case Modality::Image:
            return "image";
        case Modality::Text:
            return "text";
        case Modality::Attention:
            return "attention";
        case Modality::Prompt:
            return "prompt";
        case Modality::Both:
            return "both";
    }
    return "";
}

std::string toText(BackboneKind kind) { return kind == BackboneKind::Encoder ? "encoder" : "captioner"; }

void checkFeatureKind(const std::string& kind) {
    if (kind != "all" && kind != "states" && kind != "statistics")
        throw Error("there are no reward features \"" + kind + "\"", "they are all, states or statistics");
}

std::pair<float, float> repetitionOf(const std::vector<std::int64_t>& row) {
    if (row.empty()) return {0, 0};
    const std::set<std::int64_t> distinct(row.begin(), row.end());
    std::set<std::pair<std::int64_t, std::int64_t>> bigrams;
    for (std::size_t t = 1; t < row.size(); ++t) bigrams.emplace(row[t - 1], row[t]);
    const auto count = static_cast<float>(row.size());
    const float repeated = row.size() < 2 ? 0 : 1 - static_cast<float>(bigrams.size()) / (count - 1);
    return {static_cast<float>(distinct.size()) / count, repeated};
}

RewardInputs RewardInputs::select(const torch::Tensor& index) const {
    return {columns.index_select(0, index), states, shown, imageOfRow.index_select(0, index)};
}

std::int64_t RewardFeatures::size() const {
    std::int64_t total = 0;
    for (const auto& block : m_blocks) total += block.size;
    return total;
}

RewardInputs RewardFeatures::compute(const torch::Tensor& features, const std::vector<std::int64_t>& imageOfRow,
                                     const TokenRows& rows, bool withStates, Observer& observer) const {
    const torch::NoGradGuard noGrad;
    if (imageOfRow.size() != rows.size()) throw Error("each caption needs its image");
    std::vector<torch::Tensor> parts;
    // Whole groups of equal size stay whole, so that a decoder can share the image's keys among them.
    const auto images = static_cast<std::size_t>(std::max<std::int64_t>(features.size(0), 1));
    const std::size_t group = rows.size() % images == 0 ? std::max<std::size_t>(rows.size() / images, 1) : 1;
    const std::size_t step = std::max(group, kChunk / group * group);
    for (std::size_t at = 0; at < rows.size(); at += step) {
        observer.breathe();
        const auto from = static_cast<std::ptrdiff_t>(at), to = static_cast<std::ptrdiff_t>(std::min(rows.size(), at + step));
        parts.push_back(read(features, {imageOfRow.begin() + from, imageOfRow.begin() + to},
                             {rows.begin() + from, rows.begin() + to}, false)
                            .columns);
    }
    RewardInputs inputs;
    inputs.columns = torch::cat(parts).contiguous();  // (N, F)
    inputs.imageOfRow = torch::tensor(imageOfRow, torch::kInt64);
    if (withStates) addStates(inputs, states(features));
    return inputs;
}

RewardInputs RewardFeatures::read(const torch::Tensor& features, const std::vector<std::int64_t>& imageOfRow,
                                  const TokenRows& rows, bool withStates) const {
    std::map<std::int64_t, std::int64_t> placeOf;
    std::vector<std::int64_t> used, local;
    for (const auto image : imageOfRow) {
        if (image < 0 || image >= features.size(0)) throw Error("a caption names an image that is not there");
        const auto [place, isNew] = placeOf.try_emplace(image, static_cast<std::int64_t>(used.size()));
        if (isNew) used.push_back(image);
        local.push_back(place->second);
    }
    const auto own = features.index_select(0, torch::tensor(used, torch::kInt64).to(features.device()));
    RewardInputs inputs;
    inputs.columns = columns(own, local, rows).to(torch::kCPU, torch::kFloat32);  // (N, F)
    inputs.imageOfRow = torch::tensor(local, torch::kInt64);
    if (withStates) addStates(inputs, states(own));
    return inputs;
}

std::shared_ptr<const RewardFeatures> RewardFeatures::readOff(std::shared_ptr<Captioner>) const {
    throw Error("the trunk of an encoder cannot be tuned");
}

}  // namespace attune
