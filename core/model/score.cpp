#include "model/score.h"

#include <algorithm>

#include "data/error.h"

namespace attune {

namespace {

/// Rows in one pass: what the logits of a large vocabulary allow.
constexpr std::int64_t rowsPerPass = 128;

using Ids = std::vector<std::int64_t>;

void checkIds(const Captioner& captioner, const Ids& ids) {
    if (static_cast<std::int64_t>(ids.size()) > captioner.maxPositions())
        throw Error("the text is too long for the captioner",
                    "it has " + std::to_string(ids.size()) + " tokens and there are " +
                        std::to_string(captioner.maxPositions()) + " positions");
    for (const std::int64_t id : ids)
        if (id < 0 || id >= captioner.vocabularySize())
            throw Error("the token " + std::to_string(id) + " is not in the captioner's vocabulary");
}

/// The captions, right-padded: what the decoder reads (shifted behind the start token) and what it should
/// say.
struct Batch {
    torch::Tensor inputs, targets;  ///< (N, T)
};

Batch padded(const Captioner& captioner, const Ids* captions, std::int64_t count) {
    std::int64_t longest = 1;
    for (std::int64_t i = 0; i < count; ++i)
        longest = std::max<std::int64_t>(longest, std::ssize(captions[i]));
    const auto pad = std::max<std::int64_t>(captioner.specialTokens().pad, 0);
    Batch batch{torch::full({count, longest}, pad, torch::kInt64),
                torch::full({count, longest}, pad, torch::kInt64)};
    auto inputs = batch.inputs.accessor<std::int64_t, 2>(),
         targets = batch.targets.accessor<std::int64_t, 2>();
    for (std::int64_t i = 0; i < count; ++i) {
        inputs[i][0] = captioner.specialTokens().start;
        for (std::int64_t t = 0; t < std::ssize(captions[i]); ++t) {
            targets[i][t] = captions[i][static_cast<std::size_t>(t)];
            if (t + 1 < longest) inputs[i][t + 1] = targets[i][t];
        }
    }
    return batch;
}

}  // namespace

std::vector<std::vector<double>> scoreCaptions(Captioner& captioner, const torch::Tensor& features,
                                               const std::vector<Ids>& captions, Observer* observer) {
    const auto images = features.size(0), rows = static_cast<std::int64_t>(captions.size());
    if (rows == 0) return {};
    if (images == 0 || rows % images != 0) throw Error("the captions are not a multiple of the images");
    if (captioner.specialTokens().start < 0) throw Error("the captioner has no start token");
    for (const Ids& ids : captions) checkIds(captioner, ids);

    const torch::NoGradGuard noGrad;
    const std::int64_t group = rows / images, step = std::max<std::int64_t>(1, rowsPerPass / group);
    std::vector<std::vector<double>> all;
    for (std::int64_t at = 0; at < images; at += step) {
        if (observer) observer->breathe();
        const auto count = std::min(step, images - at);
        const Batch batch = padded(captioner, captions.data() + at * group, count * group);
        // No mask: padding stands behind the tokens, and a causal decoder never looks there.
        const torch::Tensor logits =
            captioner.decode(batch.inputs.to(features.device()), features.narrow(0, at, count))
                .logits;  // (N, T, V)
        const torch::Tensor logprobs = torch::log_softmax(logits.to(torch::kFloat32), -1)
                                           .gather(2, batch.targets.to(features.device()).unsqueeze(2))
                                           .squeeze(2)
                                           .to(torch::kCPU, torch::kFloat64);  // (N, T)
        const auto value = logprobs.accessor<double, 2>();
        for (std::int64_t row = 0; row < count * group; ++row) {
            std::vector<double> tokens;
            for (std::int64_t t = 0; t < std::ssize(captions[static_cast<std::size_t>(at * group + row)]);
                 ++t)
                tokens.push_back(value[row][t]);
            all.push_back(std::move(tokens));
        }
    }
    return all;
}

}  // namespace attune
