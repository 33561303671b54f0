#include <algorithm>

#include "model/config_checks.h"
#include "model/llama.h"

namespace attune {

namespace {

/// Old files hold rope_theta and rope_scaling, new ones rope_parameters with both.
void readRotary(const Json& config, LlamaOptions& o) {
    o.ropeTheta = optional(config, "rope_theta", o.ropeTheta);
    for (const char* key : {"rope_scaling", "rope_parameters"}) {
        const Json scaling = optional(config, key, Json());
        if (!scaling.is_object()) continue;
        o.ropeTheta = optional(scaling, "rope_theta", o.ropeTheta);
        o.ropeType = optional<std::string>(scaling, "rope_type", optional<std::string>(scaling, "type", "default"));
        o.ropeFactor = optional(scaling, "factor", o.ropeFactor);
        o.ropeLowFactor = optional(scaling, "low_freq_factor", o.ropeLowFactor);
        o.ropeHighFactor = optional(scaling, "high_freq_factor", o.ropeHighFactor);
        o.ropeOriginalPositions = optional(scaling, "original_max_position_embeddings", o.ropeOriginalPositions);
    }
    if (o.ropeType != "default" && o.ropeType != "linear" && o.ropeType != "llama3")
        throw Error("the rotary positions \"" + o.ropeType.substr(0, 40) + "\" are not supported",
                    "supported are: default, linear, llama3");
    if (!(o.ropeTheta > 0) || !(o.ropeFactor > 0) || !(o.ropeLowFactor < o.ropeHighFactor))
        throw Error("the numbers of the rotary positions are not sound");
    checkSize("original_max_position_embeddings", o.ropeOriginalPositions, 1 << 26);
}

}  // namespace

double LlamaOptions::parameters() const {
    const double width = static_cast<double>(hiddenSize);
    return width * static_cast<double>(vocabularySize) +
           static_cast<double>(layers) * width *
               (static_cast<double>(2 * (heads + keyValueHeads) * headSize) + 3.0 * static_cast<double>(intermediateSize));
}

LlamaOptions llamaOptionsFromJson(const Json& config) {
    LlamaOptions o;
    const auto type = optional<std::string>(config, "model_type", "llama");
    if (type != "llama")
        throw Error("the language model \"" + type.substr(0, 80) + "\" is not supported", "supported is: llama");
    o.vocabularySize = optional(config, "vocab_size", o.vocabularySize);
    o.positions = optional(config, "max_position_embeddings", o.positions);
    o.hiddenSize = optional(config, "hidden_size", o.hiddenSize);
    o.intermediateSize = optional(config, "intermediate_size", o.intermediateSize);
    o.layers = optional(config, "num_hidden_layers", o.layers);
    o.heads = optional(config, "num_attention_heads", o.heads);
    o.keyValueHeads = optional(config, "num_key_value_heads", o.heads);
    checkSize("vocab_size", o.vocabularySize, 1 << 22);
    checkSize("max_position_embeddings", o.positions, 1 << 26);
    checkSize("hidden_size", o.hiddenSize, 1 << 16);
    checkSize("intermediate_size", o.intermediateSize, 1 << 20);
    checkSize("num_hidden_layers", o.layers, 1024);
    checkSize("num_attention_heads", o.heads, 1 << 12);
    checkSize("num_key_value_heads", o.keyValueHeads, o.heads);
    o.headSize = optional(config, "head_dim", o.hiddenSize / o.heads);
    checkSize("head_dim", o.headSize, 1 << 12);
    if (o.headSize % 2 != 0) throw Error("the option head_dim is odd", "rotary positions turn pairs of dimensions");
    if (o.heads % o.keyValueHeads != 0)
        throw Error("the option num_attention_heads is not a multiple of num_key_value_heads");
    o.activation = optional(config, "hidden_act", o.activation);
    activationFromName(o.activation);
    o.rmsNormEps = optional(config, "rms_norm_eps", o.rmsNormEps);
    o.attentionBias = optional(config, "attention_bias", o.attentionBias);
    o.mlpBias = optional(config, "mlp_bias", o.mlpBias);
    o.tieWordEmbeddings = optional(config, "tie_word_embeddings", o.tieWordEmbeddings);
    readRotary(config, o);
    return o;
}

}  // namespace attune
