#include <cmath>

#include "model/config_checks.h"
#include "model/gpt2.h"

namespace attune {

double Gpt2Options::scoreScale(std::int64_t layer) const {
    double scale = scaleScores ? 1 / std::sqrt(static_cast<double>(hiddenSize / heads)) : 1;
    if (scaleScoresByLayer) scale /= static_cast<double>(layer + 1);
    return scale;
}

Gpt2Options gpt2OptionsFromJson(const Json& config) {
    Gpt2Options o;
    o.vocabularySize = optional(config, "vocab_size", o.vocabularySize);
    o.positions = optional(config, "n_positions", o.positions);
    o.hiddenSize = optional(config, "n_embd", o.hiddenSize);
    o.layers = optional(config, "n_layer", o.layers);
    o.heads = optional(config, "n_head", o.heads);
    o.innerSize = optional(config, "n_inner", o.innerSize);
    o.activation = optional(config, "activation_function", o.activation);
    o.layerNormEps = optional(config, "layer_norm_epsilon", o.layerNormEps);
    o.scaleScores = optional(config, "scale_attn_weights", o.scaleScores);
    o.scaleScoresByLayer = optional(config, "scale_attn_by_inverse_layer_idx", o.scaleScoresByLayer);
    o.tieWordEmbeddings = optional(config, "tie_word_embeddings", o.tieWordEmbeddings);
    o.initializerRange = optional(config, "initializer_range", o.initializerRange);

    if (!optional(config, "add_cross_attention", true))
        throw Error("the option add_cross_attention of the decoder is false",
                    "without cross-attention it cannot see the image");
    checkSize("vocab_size", o.vocabularySize, 1 << 22);
    checkSize("n_positions", o.positions, 1 << 20);
    checkSize("n_embd", o.hiddenSize, 1 << 16);
    checkSize("n_layer", o.layers, 1024);
    checkSize("n_head", o.heads, o.hiddenSize);
    if (o.innerSize != 0) checkSize("n_inner", o.innerSize, 1 << 20);
    if (o.hiddenSize % o.heads != 0) throw Error("the option n_embd is not a multiple of n_head");
    activationFromName(o.activation);
    return o;
}

Json toJson(const Gpt2Options& o) {
    Json config = {{"model_type", "gpt2"},
                   {"is_decoder", true},
                   {"add_cross_attention", true},
                   {"vocab_size", o.vocabularySize},
                   {"n_positions", o.positions},
                   {"n_embd", o.hiddenSize},
                   {"n_layer", o.layers},
                   {"n_head", o.heads},
                   {"n_inner", o.innerSize > 0 ? Json(o.innerSize) : Json()},
                   {"activation_function", o.activation},
                   {"layer_norm_epsilon", o.layerNormEps},
                   {"scale_attn_weights", o.scaleScores},
                   {"scale_attn_by_inverse_layer_idx", o.scaleScoresByLayer},
                   {"initializer_range", o.initializerRange},
                   {"attn_pdrop", 0.0},
                   {"embd_pdrop", 0.0},
                   {"resid_pdrop", 0.0}};
    if (!o.tieWordEmbeddings) config["tie_word_embeddings"] = false;
    return config;
}

}  // namespace attune
