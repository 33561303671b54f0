#include "engine/scenes_batches.h"

#include <algorithm>

#include "scenes/draw.h"
#include "text/tokenizer.h"

namespace attune {

torch::Tensor scenesPixels(const std::vector<ScenesExample>& examples) {
    const auto count = static_cast<std::int64_t>(examples.size());
    auto bytes = torch::empty({count, kSceneSide, kSceneSide, 3}, torch::kUInt8);
    auto* to = bytes.data_ptr<std::uint8_t>();
    for (const auto& example : examples)
        to = std::copy(example.picture.pixels.begin(), example.picture.pixels.end(), to);
    return bytes.permute({0, 3, 1, 2}).to(torch::kFloat32).contiguous().mul_(2.0 / 255).sub_(1);  // (N, 3, H,
                                                                                                  // W)
}

std::vector<std::int64_t> scenesAttributes() {
    return {kShapes + 1, kColours + 1, kSizes + 1};
}

std::vector<torch::Tensor> scenesLabels(const std::vector<ScenesExample>& examples, std::int64_t grid) {
    std::vector<std::vector<std::int64_t>> columns(3);
    for (const auto& example : examples)
        for (const auto& label : labelPatches(example.scene, static_cast<int>(grid))) {
            columns[0].push_back(label.shape);
            columns[1].push_back(label.colour);
            columns[2].push_back(label.size);
        }
    std::vector<torch::Tensor> labels;
    for (const auto& column : columns)
        labels.push_back(torch::tensor(column, torch::kLong).view({-1, grid * grid}));  // (B, P)
    return labels;
}

std::pair<torch::Tensor, torch::Tensor> captionTensors(const std::vector<std::vector<std::int64_t>>& captions,
                                                       std::int64_t endToken) {
    std::size_t longest = 0;
    for (const auto& ids : captions) longest = std::max(longest, ids.size());
    const auto rows = static_cast<std::int64_t>(captions.size());
    const auto columns = static_cast<std::int64_t>(longest) + 1;
    auto tokens = torch::full({rows, columns}, endToken, torch::kLong);
    auto labels = torch::full({rows, columns}, -100, torch::kLong);
    for (std::int64_t r = 0; r < rows; ++r) {
        const auto& ids = captions[static_cast<std::size_t>(r)];
        auto* token = tokens[r].data_ptr<std::int64_t>();
        auto* label = labels[r].data_ptr<std::int64_t>();
        std::copy(ids.begin(), ids.end(), token + 1);
        std::copy(ids.begin(), ids.end(), label);
        label[ids.size()] = endToken;
    }
    return {tokens, labels};
}

MultitaskBatch scenesBatch(std::uint64_t seed, std::int64_t step, std::int64_t size,
                           const ScenesRecipe& recipe, std::int64_t grid, const Tokenizer* tokenizer) {
    std::vector<ScenesExample> examples;
    std::vector<std::vector<std::int64_t>> captions;
    for (std::int64_t i = 0; i < size; ++i) {
        examples.push_back(makeScenesExample(seed, static_cast<std::uint64_t>(step * size + i), recipe));
        if (!tokenizer) continue;
        for (const auto& text : examples.back().captions) captions.push_back(tokenizer->encode(text));
    }
    MultitaskBatch batch;
    batch.pixels = scenesPixels(examples);
    batch.attributes = scenesLabels(examples, grid);
    if (tokenizer)
        std::tie(batch.tokens, batch.labels) = captionTensors(captions, *tokenizer->roleId("eos_token"));
    return batch;
}

}  // namespace attune
