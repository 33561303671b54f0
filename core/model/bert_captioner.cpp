#include "model/bert_captioner.h"

namespace attune {

void BertCaptioner::setPrompt(const std::vector<std::int64_t>& ids) {
    const auto start = options().tokens.start;
    m_prompt.set(ids, start, options().text.vocabularySize, options().text.positions);
    m_tokens.start = m_prompt.last(start);
}

std::vector<std::vector<std::int64_t>> BertCaptioner::rowsBegin(const torch::Tensor& features) const {
    return {static_cast<std::size_t>(features.size(0)), m_prompt.ids(options().tokens.start)};
}

std::unique_ptr<KeyValueCache> BertCaptioner::makeCache(const torch::Tensor& features, std::int64_t rows,
                                                        std::int64_t capacity) {
    TORCH_CHECK(rows % features.size(0) == 0, "rows are not a multiple of the images");
    auto cache = emptyCache(features, rows, m_prompt.size() + capacity);
    if (m_prompt.size() > 0) next(m_prompt.rows(rows, features), *cache);
    return cache;
}

DecoderOutput BertCaptioner::decodeNext(const torch::Tensor& tokens, KeyValueCache& cache) {
    DecoderOutput out;
    out.hidden = next(tokens, dynamic_cast<DecoderCache&>(cache));  // (M, 1, D)
    out.logits = project(out.hidden);                               // (M, 1, V)
    return out;
}

torch::Tensor BertCaptioner::patchAttention(const torch::Tensor& tokens, const torch::Tensor& features) {
    TORCH_CHECK(tokens.size(0) % features.size(0) == 0, "rows of tokens are not a multiple of the images");
    const auto side = options().vision.imageSize / options().vision.patchSize;
    return m_prompt.behind(imageWeights(m_prompt.before(tokens), features))
        .narrow(2, 1, side * side)  // the class token stands first
        .reshape({tokens.size(0), tokens.size(1), side, side});
}

void BertCaptioner::takeFrom(const BertCaptioner& other) {
    m_tokens = other.m_tokens;
    m_prompt = other.m_prompt;
    copyParameters(other, *this);
}

}  // namespace attune
