#include "model/clip_text.h"

#include "data/error.h"
#include "model/config_checks.h"

namespace attune {

double ClipTextOptions::parameters() const {
    return encoder.parameters() + static_cast<double>(encoder.hiddenSize) * static_cast<double>(vocabularySize + positions);
}

ClipTextOptions clipTextOptionsFromJson(const Json& config, const ClipTextOptions& defaults) {
    ClipTextOptions o = defaults;
    o.encoder = clipEncoderOptionsFromJson(config, o.encoder);
    o.vocabularySize = optional(config, "vocab_size", o.vocabularySize);
    o.positions = optional(config, "max_position_embeddings", o.positions);
    checkSize("vocab_size", o.vocabularySize, 1 << 22);
    checkSize("max_position_embeddings", o.positions, 1 << 16);
    return o;
}

ClipTextImpl::ClipTextImpl(const ClipTextOptions& o) : options(o) {
    const auto width = o.encoder.hiddenSize;
    const auto embeddings = submodule(*this, "embeddings");
    const auto table = [&](const char* name, std::int64_t rows) {
        return submodule(*embeddings, name)->register_parameter("weight", unallocated({rows, width}));
    };
    m_tokens = table("token_embedding", o.vocabularySize);
    m_positions = table("position_embedding", o.positions);
    m_encoder = register_module("encoder", ClipEncoder(o.encoder));
    m_norm = register_module("final_layer_norm", layerNorm(width, o.encoder.layerNormEps));
}

torch::Tensor ClipTextImpl::forward(const torch::Tensor& ids, const torch::Tensor& bias) {
    if (ids.size(1) > options.positions)
        throw Error("the text is too long for the encoder", "it has " + std::to_string(ids.size(1)) +
                                                                " tokens and there are " +
                                                                std::to_string(options.positions) + " positions");
    const torch::Tensor x = torch::embedding(m_tokens, ids) + m_positions.narrow(0, 0, ids.size(1));  // (N, T, D)
    return m_norm(m_encoder(x, bias));
}

}  // namespace attune
