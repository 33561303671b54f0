#include "learn/reward_features.h"

#include <algorithm>
#include <map>

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

RewardInputs RewardInputs::select(const torch::Tensor& index) const {
    return {columns.index_select(0, index), states, shown, imageOfRow.index_select(0, index)};
}

std::int64_t RewardFeatures::size() const {
    std::int64_t total = 0;
    for (const auto& block : m_blocks) total += block.size;
    return total;
}

RewardInputs RewardFeatures::compute(const torch::Tensor& features, const std::vector<std::int64_t>& imageOfRow,
                                     const AskedRows& rows, bool withStates, Observer& observer) const {
    const torch::NoGradGuard noGrad;
    const std::size_t count = rows.ids.size();
    if (imageOfRow.size() != count) throw Error("each caption needs its image");
    if (!rows.prompts.empty() && rows.prompts.size() != count) throw Error("each caption needs its prompt");
    std::vector<torch::Tensor> parts;
    // Whole groups of equal size stay whole, so that a decoder can share the image's keys among them.
    const auto images = static_cast<std::size_t>(std::max<std::int64_t>(features.size(0), 1));
    const std::size_t group = count % images == 0 ? std::max<std::size_t>(count / images, 1) : 1;
    const std::size_t step = std::max(group, kChunk / group * group);
    for (std::size_t at = 0; at < count; at += step) {
        observer.breathe();
        const std::size_t end = std::min(count, at + step);
        const auto from = static_cast<std::ptrdiff_t>(at), to = static_cast<std::ptrdiff_t>(end);
        parts.push_back(
            read(features, {imageOfRow.begin() + from, imageOfRow.begin() + to}, rows.part(at, end), false).columns);
    }
    RewardInputs inputs;
    inputs.columns = torch::cat(parts).contiguous();  // (N, F)
    inputs.imageOfRow = torch::tensor(imageOfRow, torch::kInt64);
    if (withStates) addStates(inputs, states(features));
    return inputs;
}

RewardInputs RewardFeatures::read(const torch::Tensor& features, const std::vector<std::int64_t>& imageOfRow,
                                  const AskedRows& rows, bool withStates) const {
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
    inputs.columns = askedColumns(own, local, rows).to(torch::kCPU, torch::kFloat32);  // (N, F)
    inputs.imageOfRow = torch::tensor(local, torch::kInt64);
    if (withStates) addStates(inputs, states(own));
    return inputs;
}

torch::Tensor RewardFeatures::askedColumns(const torch::Tensor& features, const std::vector<std::int64_t>& imageOfRow,
                                           const AskedRows& rows) const {
    if (rows.prompts.empty()) return columns(features, imageOfRow, rows.ids);
    std::map<std::vector<std::int64_t>, std::vector<std::size_t>> rowsOf;  // prompt -> rows
    for (std::size_t r = 0; r < rows.ids.size(); ++r) rowsOf[rows.prompts[r]].push_back(r);
    std::vector<torch::Tensor> parts;
    std::vector<std::int64_t> place(rows.ids.size());  // of each row in the parts
    std::int64_t next = 0;
    for (const auto& [prompt, members] : rowsOf) {
        std::vector<std::int64_t> images;
        TokenRows ids;
        for (const auto r : members) {
            images.push_back(imageOfRow[r]);
            ids.push_back(rows.ids[r]);
            place[r] = next++;
        }
        ask(prompt);
        parts.push_back(columns(features, images, ids));  // (n, F)
    }
    if (parts.size() == 1) return parts.front();
    const auto joined = torch::cat(parts);
    return joined.index_select(0, torch::tensor(place, torch::kInt64).to(joined.device()));  // (N, F)
}

std::shared_ptr<const RewardFeatures> RewardFeatures::readOff(std::shared_ptr<Captioner>) const {
    throw Error("the trunk of an encoder cannot be tuned");
}

}  // namespace attune
