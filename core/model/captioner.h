// What every captioner family offers to generation, scoring and learning.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "data/json.h"

namespace attune {

/// The special ids of a captioner, as generation sees them. -1 means "none".
struct SpecialTokens {
    std::int64_t start = -1;
    std::int64_t pad = -1;
    std::vector<std::int64_t> end;  ///< any of these ends a caption
};

/// Keys and values of the tokens decoded so far and of the image, preallocated by the family that uses it.
class KeyValueCache {
  public:
    virtual ~KeyValueCache() = default;
    /// Tokens held per row.
    virtual std::int64_t length() const = 0;
    /// Keeps the given rows in the given order (ended rows retire, beams move). @param rows (M) int64
    virtual void select(const torch::Tensor& rows) = 0;
};

struct DecoderOutput {
    torch::Tensor logits;          ///< (N, T, V)
    torch::Tensor hidden;          ///< (N, T, D) the states that the output projection reads
    torch::Tensor crossAttention;  ///< (N, T, S) last layer, mean over heads; undefined unless asked for
};

/// An image captioner. All methods take and return tensors on the module's device; none does text.
///
/// Rows of tokens are grouped by image: with B images and N = B * k rows, row r describes image r / k. The
/// decoder uses that to share the image's keys and values among its k rows.
class Captioner : public torch::nn::Module {
  public:
    /// @param pixels (B, 3, H, W) @return (B, S, D_v), the states that the decoder attends to
    virtual torch::Tensor encodeImages(const torch::Tensor& pixels) = 0;

    /// Teacher-forced: `tokens` (N, T) starting with the start token; `mask` (N, T), 1 at real tokens, or
    /// undefined for no padding; `features` (B, S, D_v).
    virtual DecoderOutput decode(const torch::Tensor& tokens, const torch::Tensor& features,
                                 const torch::Tensor& mask = {}, bool withAttention = false) = 0;

    /// Room for `rows` rows of up to `capacity` tokens; the image's keys and values are computed here, once.
    /// @param features (B, S, D_v), rows a multiple of B
    virtual std::unique_ptr<KeyValueCache> makeCache(const torch::Tensor& features, std::int64_t rows,
                                                     std::int64_t capacity) = 0;

    /// Decodes the next tokens behind those in the cache and adds them to it. @param tokens (M, t), M the
    /// cache's rows
    /// @return logits of the last position only, (M, 1, V), and its hidden state
    virtual DecoderOutput decodeNext(const torch::Tensor& tokens, KeyValueCache& cache) = 0;

    virtual const SpecialTokens& specialTokens() const = 0;
    virtual std::int64_t vocabularySize() const = 0;
    /// The longest sequence, start token included, that the positions allow.
    virtual std::int64_t maxPositions() const = 0;
    /// Width of `DecoderOutput::hidden`.
    virtual std::int64_t hiddenSize() const = 0;
    /// Side lengths of the pictures that `encodeImages` takes, and the grid of patches that it makes of them.
    virtual std::int64_t imageHeight() const = 0;
    virtual std::int64_t imageWidth() const = 0;
    /// Width of `encodeImages`' output.
    virtual std::int64_t featureSize() const = 0;

    /// What `config.json` and `generation_config.json` of its checkpoint say.
    virtual Json config() const = 0;
    virtual Json generationConfig() const = 0;
    /// The same network with weights of its own: a reference policy, say. Its parameters take no gradient.
    virtual std::shared_ptr<Captioner> copy() const = 0;
};

}  // namespace attune
