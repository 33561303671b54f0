// What config.json says of the layers of a transformer: the same names and bounds in the families of BERT, CLIP and ViT.
#pragma once

#include "data/json.h"
#include "model/activation.h"
#include "model/config_checks.h"

namespace attune {

/// @param o  holds what the reference class has where the config is silent
/// @throws Error on a value that no network can have
template <class Options>
void readLayerOptions(const Json& config, Options& o) {
    o.hiddenSize = optional(config, "hidden_size", o.hiddenSize);
    o.layers = optional(config, "num_hidden_layers", o.layers);
    o.heads = optional(config, "num_attention_heads", o.heads);
    o.intermediateSize = optional(config, "intermediate_size", o.intermediateSize);
    o.activation = optional(config, "hidden_act", o.activation);
    o.layerNormEps = optional(config, "layer_norm_eps", o.layerNormEps);
    checkSize("hidden_size", o.hiddenSize, 1 << 16);
    checkSize("num_hidden_layers", o.layers, 1024);
    checkSize("num_attention_heads", o.heads, o.hiddenSize);
    checkSize("intermediate_size", o.intermediateSize, 1 << 20);
    if (o.hiddenSize % o.heads != 0)
        throw Error("the option hidden_size is not a multiple of num_attention_heads");
    activationFromName(o.activation);
}

template <class Options>
void addLayerOptions(const Options& o, Json& config) {
    config["hidden_size"] = o.hiddenSize;
    config["num_hidden_layers"] = o.layers;
    config["num_attention_heads"] = o.heads;
    config["intermediate_size"] = o.intermediateSize;
    config["hidden_act"] = o.activation;
    config["layer_norm_eps"] = o.layerNormEps;
}

}  // namespace attune
