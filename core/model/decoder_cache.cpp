#include "model/decoder_cache.h"

namespace attune {

namespace {

/// How many rows each image has, if images and rows come in step: 0,0,1,1,2,2 gives 2; anything else 0.
std::int64_t evenGroups(const torch::Tensor& imageOfRow, std::int64_t images) {
    const std::int64_t rows = imageOfRow.size(0);
    if (images == 0 || rows % images != 0) return 0;
    const std::int64_t each = rows / images;
    const auto* image = imageOfRow.data_ptr<std::int64_t>();
    for (std::int64_t row = 0; row < rows; ++row)
        if (image[row] != row / each) return 0;
    return each;
}

}  // namespace

DecoderCache::DecoderCache(const std::vector<torch::Tensor>& crossKeysValues, std::int64_t heads, std::int64_t rows,
                           std::int64_t capacity)
    : m_capacity(capacity) {
    std::int64_t images = 1;
    for (const torch::Tensor& both : crossKeysValues) {
        images = both.size(0);
        const auto states = both.size(1), width = both.size(2) / 2 / heads;
        const auto parts = both.view({images, states, 2, heads, width});  // (B, S, 2, H, d)
        Layer layer;
        layer.selfKey = torch::empty({rows, heads, width, capacity}, both.options());
        layer.selfValue = torch::empty({rows, heads, capacity, width}, both.options());
        layer.crossKey = parts.select(2, 0).permute({0, 2, 3, 1}).contiguous();    // (B, H, d, S)
        layer.crossValue = parts.select(2, 1).permute({0, 2, 1, 3}).contiguous();  // (B, H, S, d)
        m_layers.push_back(std::move(layer));
    }
    m_rowsPerImage = rows / images;
    m_imageOfRow = torch::arange(rows, torch::kInt64).floor_divide(m_rowsPerImage);
}

void DecoderCache::select(const torch::Tensor& rows) {
    const torch::Tensor onDevice = rows.to(m_layers.front().selfKey.device());
    for (Layer& layer : m_layers) {
        layer.selfKey = layer.selfKey.index_select(0, onDevice);
        layer.selfValue = layer.selfValue.index_select(0, onDevice);
    }
    m_imageOfRow = m_imageOfRow.index_select(0, rows.to(torch::kCPU));
    m_rowsPerImage = evenGroups(m_imageOfRow, m_layers.front().crossKey.size(0));
}

void DecoderCache::groupEvenly() {
    if (m_rowsPerImage > 0) return;
    const torch::Tensor onDevice = m_imageOfRow.to(m_layers.front().crossKey.device());
    for (Layer& layer : m_layers) {
        layer.crossKey = layer.crossKey.index_select(0, onDevice);
        layer.crossValue = layer.crossValue.index_select(0, onDevice);
    }
    m_imageOfRow = torch::arange(m_imageOfRow.size(0), torch::kInt64);
    m_rowsPerImage = 1;
}

void DecoderCache::append(std::int64_t index, const torch::Tensor& keys, const torch::Tensor& values) {
    Layer& layer = m_layers[index];
    const auto rows = layer.selfKey.size(0), heads = layer.selfKey.size(1), width = layer.selfKey.size(2);
    const auto tokens = keys.size(1);
    layer.selfKey.narrow(3, m_length, tokens)
        .copy_(keys.view({rows, tokens, heads, width}).permute({0, 2, 3, 1}));  // (M, H, d, t)
    layer.selfValue.narrow(2, m_length, tokens)
        .copy_(values.view({rows, tokens, heads, width}).transpose(1, 2));  // (M, H, t, d)
}

}  // namespace attune
