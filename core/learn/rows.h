// Captions of different lengths as rectangular tensors.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <utility>
#include <vector>

#include "model/captioner.h"

namespace attune {

/// Ids of captions: without start token and padding, with the end token where one came.
using TokenRows = std::vector<std::vector<std::int64_t>>;

/// Captions with what stands in front of each of them.
struct AskedRows {
    AskedRows(TokenRows captions = {}, TokenRows asked = {}) : ids(std::move(captions)), prompts(std::move(asked)) {}

    TokenRows ids;
    TokenRows prompts;  ///< of each, as Captioner::setPrompt takes it; none at all: all continue what the captioner was told

    /// @param begin, end  of the rows wanted
    AskedRows part(std::size_t begin, std::size_t end) const;
};

struct PackedRows {
    torch::Tensor tokens;     ///< (N, T + 1) int64: start token, ids, padding on the right
    torch::Tensor mask;       ///< (N, T) float32: 1 at the ids
    torch::Tensor lastIndex;  ///< (N) int64: index of the last id
    torch::Tensor ended;      ///< (N) bool: the last id is an end token

    std::int64_t rows() const { return mask.size(0); }
    std::int64_t length() const { return mask.size(1); }
    /// What a teacher-forced decoder reads, and what it should say. (N, T) each
    torch::Tensor inputs() const { return tokens.narrow(1, 0, length()); }
    torch::Tensor targets() const { return tokens.narrow(1, 1, length()); }
};

/// @throws Error on an empty row or list, or an id outside the vocabulary
PackedRows packRows(const TokenRows& rows, const Captioner& captioner, torch::Device device = torch::kCPU);

/// States of the images with the rows' own image in front of each: (N, S, D_v), or (B, S, D_v) unchanged where the
/// rows already lie in groups of equal size, row r showing image r / k, which decoders share work on.
/// @param features (B, S, D_v) @param imageOfRow  index into `features` for each row
torch::Tensor featuresForRows(const torch::Tensor& features, const std::vector<std::int64_t>& imageOfRow);

}  // namespace attune
