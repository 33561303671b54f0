#include "learn/encoder_features.h"

#include <algorithm>
#include <cmath>

#include "data/error.h"
#include "learn/parameter_hash.h"
#include "learn/repetition.h"
#include "model/image_text_encoder.h"

namespace attune {

EncoderFeatures::EncoderFeatures(std::shared_ptr<ImageTextEncoder> encoder, const std::string& kind)
    : m_encoder(std::move(encoder)), m_states(kind != "statistics"), m_statistics(kind != "states") {
    checkFeatureKind(kind);
    const auto width = m_encoder->embedSize();
    if (m_states)
        m_blocks = {{"image_embed", width, Modality::Image},
                    {"text_embed", width, Modality::Text},
                    {"product", width, Modality::Both}};
    m_blocks.push_back({"match", 1, Modality::Both});
    if (m_statistics) m_blocks.push_back({"statistics", 4, Modality::Text});
}

std::string EncoderFeatures::backboneHash() const { return parameterHash(*m_encoder); }

torch::Tensor EncoderFeatures::columns(const torch::Tensor& features, const std::vector<std::int64_t>& imageOfRow,
                                       const TokenRows& rows) const {
    const auto device = features.device();
    const auto index = torch::tensor(imageOfRow, torch::kInt64).to(device);
    const auto image = features.select(1, 0).to(torch::kFloat32).index_select(0, index);  // (N, E)
    const auto text = m_encoder->textEmbeds(m_encoder->textBatch(rows)).to(device, torch::kFloat32);  // (N, E)
    const auto product = image * text;
    std::vector<torch::Tensor> blocks;
    if (m_states) blocks = {image, text, product};
    blocks.push_back(product.sum(1, true));
    if (!m_statistics) return torch::cat(blocks, 1);
    auto statistics = torch::empty({static_cast<std::int64_t>(rows.size()), 4});
    auto cells = statistics.accessor<float, 2>();
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const auto row = static_cast<std::int64_t>(r);
        const auto count = static_cast<float>(rows[r].size());
        cells[row][0] = count;
        cells[row][1] = std::log(std::max(count, 1.0F));
        cells[row][2] = static_cast<float>(distinctShare(rows[r]));
        cells[row][3] = static_cast<float>(repeatedShare(rows[r]));
    }
    blocks.push_back(statistics.to(device));
    return torch::cat(blocks, 1);
}

}  // namespace attune
