// What a decoder that attends to an image remembers between tokens: keys and values of its tokens and of the images.
#pragma once

#include <torch/torch.h>

#include <vector>

#include "model/captioner.h"

namespace attune {

/// Keys are stored transposed, (.., head width, tokens), so that scores of one query run along contiguous
/// memory.
class DecoderCache : public KeyValueCache {
  public:
    struct Layer {
        torch::Tensor selfKey;     ///< (M, H, d, C)
        torch::Tensor selfValue;   ///< (M, H, C, d)
        torch::Tensor crossKey;    ///< (B, H, d, S)
        torch::Tensor crossValue;  ///< (B, H, S, d)
    };

    /// @param crossKeysValues  per layer (B, S, 2 D)
    DecoderCache(const std::vector<torch::Tensor>& crossKeysValues, std::int64_t heads, std::int64_t rows,
                 std::int64_t capacity);

    std::int64_t length() const override { return m_length; }
    void select(const torch::Tensor& rows) override;

    std::int64_t rows() const { return m_imageOfRow.size(0); }
    std::int64_t capacity() const { return m_capacity; }
    /// Adds keys and values (M, t, D) behind the tokens held; `advance` follows once all layers have done so.
    void append(std::int64_t layer, const torch::Tensor& keys, const torch::Tensor& values);
    void advance(std::int64_t tokens) { m_length += tokens; }
    const Layer& layer(std::int64_t index) const { return m_layers[index]; }
    /// (M) int64 on the CPU: the row of crossKey and crossValue that belongs to each row.
    const torch::Tensor& imageOfRow() const { return m_imageOfRow; }
    /// Where images have different numbers of rows, each row gets an image of its own, for code that needs even groups.
    void groupEvenly();

  private:
    std::vector<Layer> m_layers;
    torch::Tensor m_imageOfRow;
    std::int64_t m_rowsPerImage;  ///< where rows are still grouped evenly, or 0
    std::int64_t m_capacity;
    std::int64_t m_length = 0;
};

}  // namespace attune
