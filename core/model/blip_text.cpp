#include "model/blip_text.h"

#include "model/decode_attention.h"

namespace attune {

BlipTextImpl::BlipTextImpl(const BertOptions& o, bool tied) : options(o), m_activation(activationFromName(o.activation)) {
    const auto bert = submodule(*this, "bert");
    m_embeddings = bert->register_module("embeddings", BertEmbeddings(o));
    m_encoder = bert->register_module("encoder", BertEncoder(o));
    const auto predictions = submodule(*submodule(*this, "cls"), "predictions");
    const auto transform = submodule(*predictions, "transform");
    m_transform = transform->register_module("dense", Linear(o.hiddenSize, o.hiddenSize));
    m_norm = transform->register_module("LayerNorm", layerNorm(o.hiddenSize, o.layerNormEps));
    m_outputBias = predictions->register_parameter("bias", torch::zeros({o.vocabularySize}));
    if (!tied) m_output = predictions->register_module("decoder", Linear(o.hiddenSize, o.vocabularySize, false));
}

torch::Tensor BlipTextImpl::transform(const torch::Tensor& x) {
    return m_norm(activate(m_activation, m_transform(x)));
}

torch::Tensor BlipTextImpl::project(const torch::Tensor& hidden) {
    return m_output ? m_output(hidden) + m_outputBias : torch::linear(hidden, m_embeddings->wordWeight, m_outputBias);
}

torch::Tensor BlipTextImpl::run(const torch::Tensor& tokens, const torch::Tensor& states, const torch::Tensor& mask,
                                std::vector<torch::Tensor>* each, bool lastOnly) {
    const auto n = tokens.size(0), t = tokens.size(1), b = states.size(0), d = options.hiddenSize;
    torch::Tensor x = m_embeddings(tokens, 0);  // (N, T, D)
    const torch::Tensor bias = causalBias(t, options.heads, mask, x.options().requires_grad(false));
    for (std::size_t i = 0; i < m_encoder->layers.size(); ++i) {
        BertLayer& layer = m_encoder->layers[i];
        BertAttention& self = layer->attention;
        x = self->add(attend(self->query(x), self->key(x), self->value(x), options.heads, options.scoreScale(), bias), x);
        BertAttention& cross = layer->crossAttention;
        // The k rows of an image become one row of k * T queries: its keys and values are never repeated.
        const torch::Tensor query = cross->query(x).view({b, n / b * t, d});  // (B, k*T, D)
        const bool wanted = each && (!lastOnly || i + 1 == m_encoder->layers.size());
        torch::Tensor attention;  // (B, H, k*T, S)
        const torch::Tensor mixed = attend(query, cross->key(states), cross->value(states), options.heads,
                                           options.scoreScale(), {}, wanted ? &attention : nullptr);
        if (wanted) each->push_back(attention.mean(1).view({n, t, states.size(1)}));
        x = layer->feedForward(cross->add(mixed.view({n, t, d}), x));
    }
    return x;
}

torch::Tensor BlipTextImpl::forward(const torch::Tensor& tokens, const torch::Tensor& states, const torch::Tensor& mask,
                                    torch::Tensor* weights) {
    std::vector<torch::Tensor> each;
    const torch::Tensor x = run(tokens, states, mask, weights ? &each : nullptr, true);
    if (weights) *weights = each.front();
    return transform(x);
}

torch::Tensor BlipTextImpl::crossWeights(const torch::Tensor& tokens, const torch::Tensor& states) {
    std::vector<torch::Tensor> each;
    run(tokens, states, {}, &each, false);
    return torch::stack(each).mean(0);
}

std::unique_ptr<DecoderCache> BlipTextImpl::makeCache(const torch::Tensor& states, std::int64_t rows,
                                                      std::int64_t capacity) {
    std::vector<torch::Tensor> keysAndValues;
    for (BertLayer& layer : m_encoder->layers) keysAndValues.push_back(layer->crossAttention->keysAndValues(states));
    return std::make_unique<DecoderCache>(keysAndValues, options.heads, rows, capacity);
}

torch::Tensor BlipTextImpl::next(const torch::Tensor& tokens, DecoderCache& cache) {
    const double scale = options.scoreScale();
    torch::Tensor x = m_embeddings(tokens, cache.length());  // (M, t, D)
    for (std::size_t i = 0; i < m_encoder->layers.size(); ++i) {
        const auto index = static_cast<std::int64_t>(i);
        BertLayer& layer = m_encoder->layers[i];
        BertAttention& self = layer->attention;
        cache.append(index, self->key(x), self->value(x));
        x = self->add(attendToTokens(self->query(x), cache, index, scale), x);
        x = layer->crossAttention->add(attendToImage(layer->crossAttention->query(x), cache, index, scale), x);
        x = layer->feedForward(x);
    }
    cache.advance(tokens.size(1));
    return transform(x.narrow(1, x.size(1) - 1, 1));  // (M, 1, D)
}

}  // namespace attune
