// What a Llama decoder remembers: keys and values of the prompts, once per image, and of each row's own tokens.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

#include "model/captioner.h"

namespace attune {

struct LlamaKeysValues {
    torch::Tensor key;    ///< (N, G, L, d), G key/value heads
    torch::Tensor value;  ///< (N, G, L, d)
};

/// The prompts of B images, read.
struct LlamaPrompt {
    std::vector<LlamaKeysValues> layers;  ///< (B, G, S, d)
    torch::Tensor bias;                   ///< (B, S) 0 at the prompt, a large negative number at padding
    torch::Tensor length;                 ///< (B) int64 without padding: where the rows' own positions begin
};

/// Which of N rows belong to which of B images. Rows are laid out as if every image had as many as the one with the most,
/// so that an image's keys and values are never repeated.
class RowGroups {
  public:
    /// Even groups: row r belongs to image r / (rows / images).
    RowGroups(std::int64_t images, std::int64_t rows);
    /// @param imageOfRow (N) int64 on the CPU, values below `images` @param device  of the rows that will be laid out
    RowGroups(std::int64_t images, const torch::Tensor& imageOfRow, torch::Device device);

    std::int64_t images() const { return m_images; }
    std::int64_t perImage() const { return m_perImage; }
    /// (N, ..) -> (images * perImage, ..), zeros at places without a row
    torch::Tensor spread(const torch::Tensor& rows) const;
    /// Back again.
    torch::Tensor gather(const torch::Tensor& places) const;

  private:
    std::int64_t m_images, m_perImage;
    torch::Tensor m_places;  ///< (N) int64 on the rows' device; undefined where every place has its row
};

/// softmax over prompt and own tokens together, computed apart and joined by their log-sums.
/// @param query (N, T, H, d) @param own (N, G, L, d) @param ownBias (1 or N, T, L)
/// @param looks  receives the weights of the prompt, (N, T, S), the mean over heads, unless null
/// @return (N, T, H * d)
torch::Tensor attendBehindPrompt(const torch::Tensor& query, const LlamaKeysValues& own, const torch::Tensor& ownBias,
                                 const LlamaKeysValues& prompt, const torch::Tensor& promptBias,
                                 const RowGroups& groups, torch::Tensor* looks);

/// Causal attention within the prompts. @param query (B, S, H, d) @param shown (B, S) bool @return (B, S, H * d)
torch::Tensor attendWithinPrompt(const torch::Tensor& query, const LlamaKeysValues& own, const torch::Tensor& shown);

class LlamaCache : public KeyValueCache {
  public:
    LlamaCache(LlamaPrompt prompt, std::int64_t rows, std::int64_t capacity);

    std::int64_t length() const override { return m_length; }
    void select(const torch::Tensor& rows) override;

    std::int64_t rows() const { return m_imageOfRow.size(0); }
    std::int64_t capacity() const { return m_capacity; }
    const LlamaPrompt& prompt() const { return m_prompt; }
    const RowGroups& groups() const { return m_groups; }
    /// Of the next `tokens` tokens of each row. @return (M, tokens) int64
    torch::Tensor positions(std::int64_t tokens) const;
    /// Adds (M, G, t, d) behind the tokens held; `advance` follows once all layers have done so. @return all of them
    LlamaKeysValues append(std::size_t layer, const LlamaKeysValues& more);
    void advance(std::int64_t tokens) { m_length += tokens; }

  private:
    LlamaPrompt m_prompt;
    std::vector<LlamaKeysValues> m_own;  ///< per layer (M, G, C, d)
    torch::Tensor m_imageOfRow;          ///< (M) int64 on the CPU, index into the prompts
    torch::Tensor m_begin;               ///< (M) int64, the position of each row's first own token
    RowGroups m_groups;
    std::int64_t m_capacity, m_length = 0;
};

}  // namespace attune
