#include "model/bert.h"

#include <cmath>

#include "model/config_checks.h"
#include "model/layer_options.h"

namespace attune {

double BertOptions::scoreScale() const {
    return 1 / std::sqrt(static_cast<double>(hiddenSize / heads));
}

double BertOptions::parameters() const {
    const double d = static_cast<double>(hiddenSize);
    const double cross = crossWidth > 0 ? 2 * d + 2.0 * static_cast<double>(crossWidth) : 0;
    return static_cast<double>(layers) * d * (4 * d + cross + 2.0 * static_cast<double>(intermediateSize)) +
           d * static_cast<double>(vocabularySize + positions);
}

BertOptions bertOptionsFromJson(const Json& config, const BertOptions& defaults) {
    BertOptions o = defaults;
    o.vocabularySize = optional(config, "vocab_size", o.vocabularySize);
    o.positions = optional(config, "max_position_embeddings", o.positions);
    o.initializerRange = optional(config, "initializer_range", o.initializerRange);
    checkSize("vocab_size", o.vocabularySize, 1 << 24);
    checkSize("max_position_embeddings", o.positions, 1 << 20);
    readLayerOptions(config, o);
    if (optional<std::string>(config, "position_embedding_type", "absolute") != "absolute")
        throw Error("the option position_embedding_type is not \"absolute\"", "no other is supported");
    return o;
}

void addToJson(const BertOptions& o, Json& config) {
    config["vocab_size"] = o.vocabularySize;
    config["max_position_embeddings"] = o.positions;
    addLayerOptions(o, config);
    config["initializer_range"] = o.initializerRange;
    config["hidden_dropout_prob"] = 0.0;
    config["attention_probs_dropout_prob"] = 0.0;
}

BertEmbeddingsImpl::BertEmbeddingsImpl(const BertOptions& o) {
    wordWeight = submodule(*this, "word_embeddings")
                     ->register_parameter("weight", unallocated({o.vocabularySize, o.hiddenSize}));
    m_positionWeight = submodule(*this, "position_embeddings")
                           ->register_parameter("weight", unallocated({o.positions, o.hiddenSize}));
    m_norm = register_module("LayerNorm", layerNorm(o.hiddenSize, o.layerNormEps));
}

torch::Tensor BertEmbeddingsImpl::forward(const torch::Tensor& tokens, std::int64_t firstPosition) {
    return m_norm(embedTokens(tokens, wordWeight, m_positionWeight, firstPosition));
}

BertAttentionImpl::BertAttentionImpl(const BertOptions& o, std::int64_t keyWidth) {
    const auto self = submodule(*this, "self");
    m_query = self->register_module("query", Linear(o.hiddenSize, o.hiddenSize));
    m_key = self->register_module("key", Linear(keyWidth, o.hiddenSize));
    m_value = self->register_module("value", Linear(keyWidth, o.hiddenSize));
    const auto output = submodule(*this, "output");
    m_output = output->register_module("dense", Linear(o.hiddenSize, o.hiddenSize));
    m_norm = output->register_module("LayerNorm", layerNorm(o.hiddenSize, o.layerNormEps));
}

BertLayerImpl::BertLayerImpl(const BertOptions& o) : m_activation(activationFromName(o.activation)) {
    attention = register_module("attention", BertAttention(o, o.hiddenSize));
    if (o.crossWidth > 0) crossAttention = register_module("crossattention", BertAttention(o, o.crossWidth));
    m_up = submodule(*this, "intermediate")->register_module("dense", Linear(o.hiddenSize, o.intermediateSize));
    const auto output = submodule(*this, "output");
    m_down = output->register_module("dense", Linear(o.intermediateSize, o.hiddenSize));
    m_norm = output->register_module("LayerNorm", layerNorm(o.hiddenSize, o.layerNormEps));
}

torch::Tensor BertLayerImpl::feedForward(const torch::Tensor& x) {
    return m_norm(m_down(activate(m_activation, m_up(x))) + x);
}

BertEncoderImpl::BertEncoderImpl(const BertOptions& o) {
    const auto list = submodule(*this, "layer");
    for (std::int64_t i = 0; i < o.layers; ++i)
        layers.push_back(list->register_module(std::to_string(i), BertLayer(o)));
}

std::string currentBertKey(std::string key) {
    for (const auto& [old, now] : {std::pair<std::string, std::string>{"LayerNorm.gamma", "LayerNorm.weight"},
                                   {"LayerNorm.beta", "LayerNorm.bias"}})
        if (key.ends_with(old)) key.replace(key.size() - old.size(), old.size(), now);
    return key;
}

}  // namespace attune
