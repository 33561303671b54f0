#include "model/git_network.h"

#include "model/decode_attention.h"

namespace attune {

GitNetworkImpl::GitNetworkImpl(const BertOptions& o, const ClipVisionOptions& vision) : options(o) {
    m_embeddings = register_module("embeddings", BertEmbeddings(o));
    m_vision = submodule(*this, "image_encoder")->register_module("vision_model", ClipVision(vision));
    m_encoder = register_module("encoder", BertEncoder(o));
    const auto projection = submodule(*submodule(*this, "visual_projection"), "visual_projection");
    m_projection = projection->register_module("0", Linear(vision.encoder.hiddenSize, o.hiddenSize));
    m_projectionNorm = projection->register_module("1", layerNorm(o.hiddenSize, vision.encoder.layerNormEps));
}

GitNetworkImpl::Picture GitNetworkImpl::picture(const torch::Tensor& features, bool withLast) {
    Picture picture;
    torch::Tensor x = m_projectionNorm(m_projection(features));  // (B, S, D)
    for (std::size_t i = 0; i < m_encoder->layers.size(); ++i) {
        BertLayer& layer = m_encoder->layers[i];
        BertAttention& self = layer->attention;
        picture.keys.push_back(self->key(x));
        picture.values.push_back(self->value(x));
        if (i + 1 == m_encoder->layers.size() && !withLast) break;
        x = layer->feedForward(self->add(
            attend(self->query(x), picture.keys.back(), picture.values.back(), options.heads, options.scoreScale()), x));
    }
    if (withLast) picture.last = x;
    return picture;
}

torch::Tensor GitNetworkImpl::forward(const torch::Tensor& tokens, const Picture& picture, const torch::Tensor& mask,
                                      std::vector<torch::Tensor>* weights) {
    const auto heads = options.heads;
    torch::Tensor x = m_embeddings(tokens, 0);  // (N, T, D)
    const torch::Tensor bias = causalBias(tokens.size(1), heads, mask, x.options().requires_grad(false));
    for (std::size_t i = 0; i < m_encoder->layers.size(); ++i) {
        BertLayer& layer = m_encoder->layers[i];
        BertAttention& self = layer->attention;
        torch::Tensor onImage;
        const torch::Tensor mixed = attendToImageAndTokens(
            self->query(x), splitHeads(picture.keys[i], heads).transpose(1, 2), splitHeads(picture.values[i], heads),
            splitHeads(self->key(x), heads).transpose(1, 2), splitHeads(self->value(x), heads), heads,
            options.scoreScale(), bias, weights ? &onImage : nullptr);
        if (weights) weights->push_back(onImage);
        x = layer->feedForward(self->add(mixed, x));
    }
    return x;
}

std::unique_ptr<DecoderCache> GitNetworkImpl::makeCache(const torch::Tensor& features, std::int64_t rows,
                                                        std::int64_t capacity) {
    const Picture seen = picture(features);
    std::vector<torch::Tensor> keysAndValues;
    for (std::size_t i = 0; i < seen.keys.size(); ++i)
        keysAndValues.push_back(torch::cat({seen.keys[i], seen.values[i]}, -1));  // (B, S, 2 D)
    return std::make_unique<DecoderCache>(keysAndValues, options.heads, rows, capacity);
}

torch::Tensor GitNetworkImpl::next(const torch::Tensor& tokens, DecoderCache& cache) {
    torch::Tensor x = m_embeddings(tokens, cache.length());  // (M, t, D)
    for (std::size_t i = 0; i < m_encoder->layers.size(); ++i) {
        const auto index = static_cast<std::int64_t>(i);
        BertLayer& layer = m_encoder->layers[i];
        BertAttention& self = layer->attention;
        cache.append(index, self->key(x), self->value(x));
        x = layer->feedForward(
            self->add(attendToImageAndTokens(self->query(x), cache, index, options.scoreScale()), x));
    }
    cache.advance(tokens.size(1));
    return x.narrow(1, x.size(1) - 1, 1);  // (M, 1, D)
}

}  // namespace attune
