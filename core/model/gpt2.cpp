#include "model/gpt2.h"

#include "model/decode_attention.h"

namespace attune {

Gpt2SelfAttentionImpl::Gpt2SelfAttentionImpl(const Gpt2Options& o, std::int64_t layer)
    : m_heads(o.heads), m_scale(o.scoreScale(layer)) {
    m_qkv = register_module("c_attn", Conv1D(o.hiddenSize, 3 * o.hiddenSize));
    m_output = register_module("c_proj", Conv1D(o.hiddenSize, o.hiddenSize));
}

torch::Tensor Gpt2SelfAttentionImpl::forward(const torch::Tensor& x, const torch::Tensor& bias) {
    const auto qkv = m_qkv(x).chunk(3, -1);  // 3 x (N, T, D)
    return m_output(attend(qkv[0], qkv[1], qkv[2], m_heads, m_scale, bias));
}

torch::Tensor Gpt2SelfAttentionImpl::next(const torch::Tensor& x, DecoderCache& cache, std::int64_t layer) {
    const auto qkv = m_qkv(x).chunk(3, -1);  // 3 x (M, t, D)
    cache.append(layer, qkv[1], qkv[2]);
    return m_output(attendToTokens(qkv[0], cache, layer, m_scale));
}

Gpt2CrossAttentionImpl::Gpt2CrossAttentionImpl(const Gpt2Options& o, std::int64_t layer)
    : m_heads(o.heads), m_scale(o.scoreScale(layer)) {
    m_query = register_module("q_attn", Conv1D(o.hiddenSize, o.hiddenSize));
    m_keyValue = register_module("c_attn", Conv1D(o.hiddenSize, 2 * o.hiddenSize));
    m_output = register_module("c_proj", Conv1D(o.hiddenSize, o.hiddenSize));
}

torch::Tensor Gpt2CrossAttentionImpl::forward(const torch::Tensor& x, const torch::Tensor& states,
                                              torch::Tensor* weights) {
    const auto n = x.size(0), t = x.size(1), d = x.size(2), b = states.size(0);
    const auto both = keysAndValues(states).chunk(2, -1);  // 2 x (B, S, D)
    // The k rows of an image become one row of k * T queries: its keys and values are never repeated.
    const torch::Tensor query = m_query(x).view({b, n / b * t, d});  // (B, k*T, D)
    torch::Tensor attention;
    const torch::Tensor mixed =
        attend(query, both[0], both[1], m_heads, m_scale, {}, weights ? &attention : nullptr);
    if (weights) *weights = attention.mean(1).view({n, t, states.size(1)});  // (N, T, S)
    return m_output(mixed.view({n, t, d}));
}

torch::Tensor Gpt2CrossAttentionImpl::weights(const torch::Tensor& x, const torch::Tensor& states) {
    const auto n = x.size(0), t = x.size(1), d = x.size(2), b = states.size(0), s = states.size(1);
    const torch::Tensor key = m_keyValue->outputsFrom(states, 0, d);                      // (B, S, D)
    const torch::Tensor query = splitHeads(m_query(x).view({b, n / b * t, d}), m_heads);  // (B*H, k*T, d)
    const torch::Tensor scores = torch::bmm(query * m_scale, splitHeads(key, m_heads).transpose(1, 2));
    return torch::softmax(scores, -1).view({b, m_heads, n / b * t, s}).mean(1).view({n, t, s});
}

torch::Tensor Gpt2CrossAttentionImpl::next(const torch::Tensor& x, DecoderCache& cache, std::int64_t layer) {
    return m_output(attendToImage(m_query(x), cache, layer, m_scale));
}

Gpt2BlockImpl::Gpt2BlockImpl(const Gpt2Options& o, std::int64_t layer)
    : m_activation(activationFromName(o.activation)) {
    m_norm1 = register_module("ln_1", layerNorm(o.hiddenSize, o.layerNormEps));
    m_attention = register_module("attn", Gpt2SelfAttention(o, layer));
    m_norm2 = register_module("ln_2", layerNorm(o.hiddenSize, o.layerNormEps));
    crossAttention = register_module("crossattention", Gpt2CrossAttention(o, layer));
    m_normCross = register_module("ln_cross_attn", layerNorm(o.hiddenSize, o.layerNormEps));
    const auto mlp = submodule(*this, "mlp");
    m_up = mlp->register_module("c_fc", Conv1D(o.hiddenSize, o.innerWidth()));
    m_down = mlp->register_module("c_proj", Conv1D(o.innerWidth(), o.hiddenSize));
}

torch::Tensor Gpt2BlockImpl::feedForward(const torch::Tensor& x) {
    return x + m_down(activate(m_activation, m_up(m_norm2(x))));
}

torch::Tensor Gpt2BlockImpl::forward(torch::Tensor x, const torch::Tensor& bias, const torch::Tensor& states,
                                     torch::Tensor* weights) {
    x = x + m_attention(m_norm1(x), bias);
    x = x + crossAttention(m_normCross(x), states, weights);
    return feedForward(x);
}

torch::Tensor Gpt2BlockImpl::crossWeights(torch::Tensor x, const torch::Tensor& bias, const torch::Tensor& states) {
    x = x + m_attention(m_norm1(x), bias);
    return crossAttention->weights(m_normCross(x), states);
}

torch::Tensor Gpt2BlockImpl::next(torch::Tensor x, DecoderCache& cache, std::int64_t layer) {
    x = x + m_attention->next(m_norm1(x), cache, layer);
    x = x + crossAttention->next(m_normCross(x), cache, layer);
    return feedForward(x);
}

Gpt2Impl::Gpt2Impl(const Gpt2Options& o) : options(o) {
    const auto transformer = submodule(*this, "transformer");
    const auto table = [&](const std::string& name, std::int64_t rows) {
        return submodule(*transformer, name)->register_parameter("weight", unallocated({rows, o.hiddenSize}));
    };
    m_tokenWeight = table("wte", o.vocabularySize);
    m_positionWeight = table("wpe", o.positions);
    const auto list = submodule(*transformer, "h");
    for (std::int64_t i = 0; i < o.layers; ++i)
        m_blocks.push_back(list->register_module(std::to_string(i), Gpt2Block(o, i)));
    m_norm = transformer->register_module("ln_f", layerNorm(o.hiddenSize, o.layerNormEps));
    if (!o.tieWordEmbeddings) m_output = register_module("lm_head", Linear(o.hiddenSize, o.vocabularySize, false));
}

torch::Tensor Gpt2Impl::embed(const torch::Tensor& tokens, std::int64_t firstPosition) {
    return embedTokens(tokens, m_tokenWeight, m_positionWeight, firstPosition);
}

torch::Tensor Gpt2Impl::forward(const torch::Tensor& tokens, const torch::Tensor& states,
                                const torch::Tensor& mask, torch::Tensor* weights) {
    torch::Tensor x = embed(tokens, 0);  // (N, T, D)
    const torch::Tensor bias =
        causalBias(tokens.size(1), options.heads, mask, x.options().requires_grad(false));
    for (std::size_t i = 0; i < m_blocks.size(); ++i)
        x = m_blocks[i](x, bias, states, i + 1 == m_blocks.size() ? weights : nullptr);
    return m_norm(x);
}

torch::Tensor Gpt2Impl::crossWeights(const torch::Tensor& tokens, const torch::Tensor& states) {
    torch::Tensor x = embed(tokens, 0);  // (N, T, D)
    const torch::Tensor bias = causalBias(tokens.size(1), options.heads, {}, x.options().requires_grad(false));
    torch::Tensor sum;
    for (auto& block : m_blocks) {
        torch::Tensor weights;  // (N, T, S)
        if (block.get() != m_blocks.back().get()) {
            x = block(x, bias, states, &weights);
        } else {
            weights = block->crossWeights(x, bias, states);
        }
        sum = sum.defined() ? sum + weights : weights;
    }
    return sum / static_cast<double>(m_blocks.size());
}

std::unique_ptr<DecoderCache> Gpt2Impl::makeCache(const torch::Tensor& states, std::int64_t rows,
                                                  std::int64_t capacity) {
    std::vector<torch::Tensor> crossKeysValues;
    for (Gpt2Block& block : m_blocks) crossKeysValues.push_back(block->crossAttention->keysAndValues(states));
    return std::make_unique<DecoderCache>(crossKeysValues, options.heads, rows, capacity);
}

torch::Tensor Gpt2Impl::next(const torch::Tensor& tokens, DecoderCache& cache) {
    torch::Tensor x = embed(tokens, cache.length());  // (M, t, D)
    for (std::size_t i = 0; i < m_blocks.size(); ++i)
        x = m_blocks[i]->next(x, cache, static_cast<std::int64_t>(i));
    cache.advance(tokens.size(1));
    return m_norm(x.narrow(1, x.size(1) - 1, 1));  // (M, 1, D)
}

torch::Tensor Gpt2Impl::project(const torch::Tensor& hidden) {
    return m_output ? m_output(hidden) : torch::linear(hidden, m_tokenWeight);
}

}  // namespace attune
