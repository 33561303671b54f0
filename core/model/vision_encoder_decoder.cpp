#include "model/vision_encoder_decoder.h"

#include <ATen/CPUGeneratorImpl.h>

#include <cmath>
#include <string_view>

#include "model/checkpoint.h"

namespace attune {

namespace {

/// Weights at least, biases and normalisations aside: what a checkpoint must hold to be of this size.
double describedParameters(const VisionEncoderDecoderOptions& o) {
    const auto& e = o.encoder;
    const auto& d = o.decoder;
    const double encoder = double(e.layers) * e.hiddenSize * (4.0 * e.hiddenSize + 2.0 * e.intermediateSize) +
                           double(e.hiddenSize) * (e.patches() + e.channels * e.patchHeight * e.patchWidth);
    const double decoder = double(d.layers) * d.hiddenSize * (8.0 * d.hiddenSize + 2.0 * d.innerWidth()) +
                           double(d.hiddenSize) * (d.vocabularySize + d.positions);
    return encoder + decoder;
}

/// Keys of old files that hold no weights (causal masks), or weights that are tied to others.
bool isIgnorable(const std::string& key, bool tied) {
    const std::string_view name = key;
    return name.ends_with(".attn.bias") || name.ends_with(".attn.masked_bias") ||
           name.ends_with(".crossattention.bias") || name.ends_with(".crossattention.masked_bias") ||
           (tied && name == "decoder.lm_head.weight");
}

}  // namespace

VisionEncoderDecoder::VisionEncoderDecoder(const VisionEncoderDecoderOptions& options) : m_options(options) {
    m_encoder = register_module("encoder", Vit(options.encoder));
    m_decoder = register_module("decoder", Gpt2(options.decoder));
    if (options.encoder.hiddenSize != options.decoder.hiddenSize)
        m_projection = register_module("enc_to_dec_proj",
                                       Linear(options.encoder.hiddenSize, options.decoder.hiddenSize));
    eval();
}

std::shared_ptr<VisionEncoderDecoder> VisionEncoderDecoder::random(const VisionEncoderDecoderOptions& options,
                                                                   std::uint64_t seed) {
    auto model = std::make_shared<VisionEncoderDecoder>(options);
    torch::Generator generator = at::detail::createCPUGenerator(seed);
    initializeNormal(*model->m_encoder, options.encoder.initializerRange, generator);
    initializeNormal(*model->m_decoder, options.decoder.initializerRange, generator);
    if (model->m_projection)
        initializeNormal(*model->m_projection, options.encoder.initializerRange, generator);

    // GPT-2 paper, section 2.3: residual projections shrink with the number of residual layers.
    torch::NoGradGuard noGrad;
    for (auto& item : model->m_decoder->named_parameters())
        if (item.key().ends_with("c_proj.weight"))
            item.value().div_(std::sqrt(2.0 * static_cast<double>(options.decoder.layers)));
    return model;
}

std::shared_ptr<VisionEncoderDecoder> VisionEncoderDecoder::load(const Checkpoint& checkpoint,
                                                                 const Json& config, const Json& generation) {
    VisionEncoderDecoderOptions options = visionEncoderDecoderOptions(config, generation);
    options.encoder.pooler = checkpoint.contains("encoder.pooler.dense.weight");
    refuseLarger(checkpoint, describedParameters(options));
    auto model = std::make_shared<VisionEncoderDecoder>(options);
    loadParameters(*model, checkpoint, [&](const std::string& key) {
        return isIgnorable(key, options.decoder.tieWordEmbeddings);
    });
    return model;
}

torch::Tensor VisionEncoderDecoder::encodeImages(const torch::Tensor& pixels) {
    return m_encoder(pixels);
}

torch::Tensor VisionEncoderDecoder::states(const torch::Tensor& features) {
    return m_projection ? m_projection(features) : features;
}

DecoderOutput VisionEncoderDecoder::decode(const torch::Tensor& tokens, const torch::Tensor& features,
                                           const torch::Tensor& mask, bool withAttention) {
    TORCH_CHECK(tokens.size(0) % features.size(0) == 0, "rows of tokens are not a multiple of the images");
    DecoderOutput out;
    out.hidden = m_decoder(tokens, states(features), mask, withAttention ? &out.crossAttention : nullptr);
    out.logits = m_decoder->project(out.hidden);
    return out;
}

std::unique_ptr<KeyValueCache> VisionEncoderDecoder::makeCache(const torch::Tensor& features,
                                                               std::int64_t rows, std::int64_t capacity) {
    TORCH_CHECK(rows % features.size(0) == 0, "rows are not a multiple of the images");
    return m_decoder->makeCache(states(features), rows, capacity);
}

DecoderOutput VisionEncoderDecoder::decodeNext(const torch::Tensor& tokens, KeyValueCache& cache) {
    DecoderOutput out;
    out.hidden = m_decoder->next(tokens, dynamic_cast<DecoderCache&>(cache));  // (M, 1, D)
    out.logits = m_decoder->project(out.hidden);                               // (M, 1, V)
    return out;
}

torch::Tensor VisionEncoderDecoder::patchAttention(const torch::Tensor& tokens, const torch::Tensor& features) {
    TORCH_CHECK(tokens.size(0) % features.size(0) == 0, "rows of tokens are not a multiple of the images");
    const auto& e = m_options.encoder;
    return m_decoder->crossWeights(tokens, states(features))
        .narrow(2, 1, e.patches())  // the class token stands first
        .reshape({tokens.size(0), tokens.size(1), e.imageHeight / e.patchHeight, e.imageWidth / e.patchWidth});
}

std::shared_ptr<Captioner> VisionEncoderDecoder::copy() const {
    auto twin = std::make_shared<VisionEncoderDecoder>(m_options);
    copyParameters(*this, *twin);
    return twin;
}

}  // namespace attune
