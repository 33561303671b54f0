#include "learn/rows.h"

#include <algorithm>

#include "data/error.h"

namespace attune {

AskedRows AskedRows::part(std::size_t begin, std::size_t end) const {
    const auto slice = [begin, end](const TokenRows& rows) {
        if (rows.empty()) return TokenRows();
        return TokenRows(rows.begin() + static_cast<std::ptrdiff_t>(begin), rows.begin() + static_cast<std::ptrdiff_t>(end));
    };
    return {slice(ids), slice(prompts)};
}

PackedRows packRows(const TokenRows& rows, const Captioner& captioner, torch::Device device) {
    if (rows.empty()) throw Error("there are no captions to work on");
    const auto& special = captioner.specialTokens();
    const auto vocabulary = captioner.vocabularySize();
    std::size_t longest = 0;
    for (const auto& row : rows) {
        if (row.empty()) throw Error("a caption has no tokens");
        longest = std::max(longest, row.size());
        for (const auto id : row)
            if (id < 0 || id >= vocabulary)
                throw Error("a caption holds the token id " + std::to_string(id),
                            "the vocabulary has " + std::to_string(vocabulary) + " entries");
    }
    if (static_cast<std::int64_t>(longest) + 1 > captioner.maxPositions())
        throw Error("a caption of " + std::to_string(longest) + " tokens is too long",
                    "the captioner takes " + std::to_string(captioner.maxPositions() - 1));

    const auto count = static_cast<std::int64_t>(rows.size());
    const auto length = static_cast<std::int64_t>(longest);
    PackedRows packed;
    packed.tokens = torch::full({count, length + 1}, special.pad >= 0 ? special.pad : 0, torch::kInt64);
    packed.mask = torch::zeros({count, length});
    packed.lastIndex = torch::empty({count}, torch::kInt64);
    packed.ended = torch::empty({count}, torch::kBool);
    auto tokens = packed.tokens.accessor<std::int64_t, 2>();
    auto mask = packed.mask.accessor<float, 2>();
    auto lastIndex = packed.lastIndex.accessor<std::int64_t, 1>();
    auto ended = packed.ended.accessor<bool, 1>();
    for (std::int64_t r = 0; r < count; ++r) {
        const auto& row = rows[static_cast<std::size_t>(r)];
        tokens[r][0] = std::max<std::int64_t>(special.start, 0);
        for (std::size_t t = 0; t < row.size(); ++t) {
            tokens[r][static_cast<std::int64_t>(t) + 1] = row[t];
            mask[r][static_cast<std::int64_t>(t)] = 1;
        }
        lastIndex[r] = static_cast<std::int64_t>(row.size()) - 1;
        ended[r] = std::find(special.end.begin(), special.end.end(), row.back()) != special.end.end();
    }
    if (device.is_cpu()) return packed;
    return {packed.tokens.to(device), packed.mask.to(device), packed.lastIndex.to(device), packed.ended.to(device)};
}

torch::Tensor featuresForRows(const torch::Tensor& features, const std::vector<std::int64_t>& imageOfRow) {
    const auto rows = static_cast<std::int64_t>(imageOfRow.size());
    const auto images = features.size(0);
    if (images > 0 && rows % images == 0) {
        const auto group = rows / images;
        bool grouped = true;
        for (std::int64_t r = 0; r < rows && grouped; ++r)
            grouped = imageOfRow[static_cast<std::size_t>(r)] == r / group;
        if (grouped) return features;
    }
    return features.index_select(0, torch::tensor(imageOfRow, torch::kInt64).to(features.device()));  // (N, S, D_v)
}

}  // namespace attune
