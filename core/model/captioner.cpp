#include "model/captioner.h"

#include <algorithm>

#include "data/error.h"

namespace attune {

torch::Tensor Captioner::encodeBatch(const ImageBatch& batch) {
    if (!batch.prompts.empty()) setPrompt(batch.prompts.front());  // says that there can be none
    for (const std::int64_t count : batch.tiles)
        if (count != 1)
            throw Error("the images do not fit the captioner", "it takes whole images, and these come in tiles");
    return encodeImages(batch.pixels);
}

void Captioner::setPrompt(const std::vector<std::int64_t>& ids) {
    if (!ids.empty())
        throw Error("this captioner takes no prompt", "captioners of its family write from the image alone",
                    "generate without a prompt");
}

std::vector<std::vector<std::int64_t>> Captioner::rowsBegin(const torch::Tensor& features) const {
    return {static_cast<std::size_t>(features.size(0)), {specialTokens().start}};
}

torch::Tensor Captioner::joinMeanImages(const std::vector<torch::Tensor>& means, const std::vector<std::int64_t>& pictures) const {
    TORCH_CHECK(!means.empty() && means.size() == pictures.size(), "each mean image needs the number of its pictures");
    if (means.size() == 1) return means.front();
    torch::Tensor sum = torch::zeros_like(means.front(), torch::kFloat64);
    double count = 0;
    for (std::size_t i = 0; i < means.size(); ++i) {
        const auto own = static_cast<double>(pictures[i]);
        sum += means[i].to(torch::kFloat64) * own;
        count += own;
    }
    return (sum / count).to(means.front().scalar_type());
}

torch::Tensor joinFeatures(const std::vector<torch::Tensor>& parts) {
    TORCH_CHECK(!parts.empty(), "there are no features to join");
    std::int64_t longest = 0;
    for (const torch::Tensor& part : parts) longest = std::max(longest, part.size(1));
    std::vector<torch::Tensor> padded;
    for (const torch::Tensor& part : parts)
        padded.push_back(part.size(1) == longest
                             ? part
                             : torch::constant_pad_nd(part, {0, 0, longest - part.size(1), 0}));  // (b, longest, D_v)
    return padded.size() == 1 ? padded.front() : torch::cat(padded);
}

torch::Tensor meanImageState(const Captioner& captioner, const torch::Tensor& features) {
    const auto [states, mask] = captioner.imageStates(features);
    if (!mask.defined()) return states.mean(1);
    return states.sum(1) / mask.sum(1, true).clamp_min(1);
}

}  // namespace attune
