#include "model/idefics3.h"

#include <string_view>

#include "model/checkpoint.h"
#include "model/config_checks.h"

namespace attune {

namespace {

/// Files of the bare network, without an output projection of its own, do not call it "model".
std::string currentKey(const std::string& key) {
    for (const std::string_view part : {"vision_model.", "connector.", "text_model."})
        if (key.starts_with(part)) return "model." + key;
    return key;
}

}  // namespace

Idefics3Options idefics3Options(const Json& config, const Json& generation) {
    Idefics3Options o;
    // Defaults of Idefics3's and SmolVLM's vision configuration classes.
    SiglipVisionOptions defaults;
    defaults.encoder = {.hiddenSize = 1152, .intermediateSize = 3072, .layers = 12, .heads = 16,
                        .activation = "gelu_pytorch_tanh", .layerNormEps = 1e-6};
    defaults.imageSize = 224;
    defaults.patchSize = 32;
    defaults.head = false;
    o.vision = siglipVisionOptionsFromJson(optional(config, "vision_config", Json::object()), defaults);
    o.vision.head = false;
    if (o.vision.channels != 3)
        throw Error("the option num_channels is not 3", "images come in red, green and blue");
    // Without a text configuration the reference takes Llama's with this one change.
    o.text = llamaOptionsFromJson(optional(config, "text_config", Json{{"rms_norm_eps", 1e-5}}));
    o.text.tieWordEmbeddings = o.text.tieWordEmbeddings || optional(config, "tie_word_embeddings", false);
    o.chat = chatOptions(config, generation, o.text, {"image_token_id", "image_token_index"}, 128257);
    o.scaleFactor = optional(config, "scale_factor", o.scaleFactor);
    checkSize("scale_factor", o.scaleFactor, o.vision.grid());
    if (o.vision.grid() % o.scaleFactor != 0)
        throw Error("the grid of patches is not a multiple of the option scale_factor");
    return o;
}

torch::Tensor pixelShuffle(const torch::Tensor& states, std::int64_t factor) {
    const auto tiles = states.size(0), width = states.size(2);
    std::int64_t side = 1;
    while (side * side < states.size(1)) ++side;
    TORCH_CHECK(side * side == states.size(1) && side % factor == 0, "the states are not a square of squares");
    const auto rows = side / factor;
    return states.view({tiles, rows, factor, rows, factor, width})
        .permute({0, 1, 3, 2, 4, 5})  // (P, rows, columns, factor, factor, D)
        .reshape({tiles, rows * rows, factor * factor * width});
}

Idefics3::Idefics3(const Idefics3Options& options) : ChatCaptioner(options.chat), m_shape(options) {
    const auto model = submodule(*this, "model");
    m_vision = model->register_module("vision_model", SiglipVision(options.vision));
    const auto connector = submodule(*model, "connector");
    m_connector = submodule(*connector, "modality_projection")
                      ->register_module("proj", Linear(options.vision.encoder.hiddenSize * options.scaleFactor *
                                                           options.scaleFactor,
                                                       options.text.hiddenSize, false));
    m_text = model->register_module("text_model", LlamaModel(options.text));
    if (!options.text.tieWordEmbeddings)
        m_head = register_module("lm_head", Linear(options.text.hiddenSize, options.text.vocabularySize, false));
    eval();
}

std::shared_ptr<Idefics3> Idefics3::load(const Checkpoint& files, const Json& config, const Json& generation) {
    const Checkpoint checkpoint = files.renamed(currentKey);
    Idefics3Options options = idefics3Options(config, generation);
    if (!checkpoint.contains("lm_head.weight") && !saysUntied(config)) options.text.tieWordEmbeddings = true;
    refuseLarger(checkpoint, options.vision.parameters() + options.text.parameters());
    auto model = std::make_shared<Idefics3>(options);
    loadParameters(*model, checkpoint, [&](const std::string& key) {
        return (options.text.tieWordEmbeddings && key == "lm_head.weight") || key.ends_with("rotary_emb.inv_freq") ||
               key.ends_with("embeddings.position_ids");
    });
    return model;
}

torch::Tensor Idefics3::visionStates(const torch::Tensor& pixels, const torch::Tensor& patches) {
    return patches.defined() ? m_vision->forwardPatches(pixels, patches) : m_vision(pixels);
}

torch::Tensor Idefics3::tileStates(const torch::Tensor& pixels) {
    return m_connector(pixelShuffle(m_vision(pixels), m_shape.scaleFactor));
}

std::shared_ptr<Captioner> Idefics3::copy() const {
    auto twin = std::make_shared<Idefics3>(m_shape);
    twin->takeFrom(*this);
    return twin;
}

}  // namespace attune
