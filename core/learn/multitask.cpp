#include "learn/multitask.h"

#include <cmath>

#include "learn/objectives.h"

namespace attune {

namespace F = torch::nn::functional;

namespace {

constexpr std::int64_t kIgnored = -100;

torch::Tensor normalRows(std::int64_t rows, std::int64_t columns, torch::Generator& generator) {
    return torch::empty({rows, columns}).normal_(0, 1 / std::sqrt(static_cast<double>(columns)), generator);
}

/// Losses are taken in float32 where a network multiplies in less; float64 stays what it is.
torch::Tensor atLeastFloat32(const torch::Tensor& x) {
    return x.scalar_type() == torch::kFloat64 ? x : x.to(torch::kFloat32);
}

torch::Tensor ofAttributes(MultitaskHeads& heads, const MultitaskBatch& batch, const torch::Tensor& features,
                           double background) {
    std::vector<torch::Tensor> logits;
    for (std::size_t a = 0; a < batch.attributes.size(); ++a)
        logits.push_back(heads->attributeLogits(a, features));  // (B, P, C)
    return attributeLoss(logits, batch.attributes, background);
}

torch::Tensor ofContrast(Captioner& captioner, MultitaskHeads& heads, const MultitaskBatch& batch,
                         const torch::Tensor& features) {
    const auto images = features.size(0);
    const auto perImage = batch.tokens.size(0) / images;
    // The first caption of each image. The text must not see the picture, or the task would be trivial: the
    // decoder attends to one zero state instead.
    const auto first = torch::arange(images, batch.tokens.device()) * perImage;
    const auto tokens = batch.tokens.index_select(0, first);             // (B, T)
    const auto mask = batch.labels.index_select(0, first).ne(kIgnored);  // (B, T)
    const auto blank = torch::zeros({images, 1, features.size(2)}, features.options());
    const auto hidden = captioner.decode(tokens, blank).hidden;  // (B, T, D)
    return contrastLoss(heads, features, hidden, mask);
}

}  // namespace

torch::Tensor captionLoss(const torch::Tensor& logits, const torch::Tensor& labels) {
    return F::cross_entropy(atLeastFloat32(logits.flatten(0, 1)), labels.flatten(),
                            F::CrossEntropyFuncOptions().ignore_index(kIgnored));
}

torch::Tensor attributeLoss(const std::vector<torch::Tensor>& logits, const std::vector<torch::Tensor>& labels,
                            double background) {
    torch::Tensor sum;
    for (std::size_t a = 0; a < logits.size(); ++a) {
        const auto rows = atLeastFloat32(logits[a].flatten(0, 1));  // (B P, C)
        auto weight = torch::ones({rows.size(1)}, rows.options());
        weight[rows.size(1) - 1] = background;
        const auto loss = F::cross_entropy(rows, labels[a].flatten(),
                                           F::CrossEntropyFuncOptions().weight(weight).ignore_index(kIgnored));
        sum = sum.defined() ? sum + loss : loss;
    }
    return sum / static_cast<double>(logits.size());
}

torch::Tensor contrastLoss(MultitaskHeads& heads, const torch::Tensor& features, const torch::Tensor& hidden,
                           const torch::Tensor& mask) {
    return infoNce(heads->embedImages(features), heads->embedTexts(hidden, mask), heads->logitScale).loss;
}

MultitaskHeadsImpl::MultitaskHeadsImpl(const MultitaskHeadsOptions& o, torch::Generator& generator)
    : options(o) {
    m_imageProjection =
        register_parameter("visual_projection", normalRows(o.sharedSpace, o.featureSize, generator));
    m_textProjection =
        register_parameter("text_projection", normalRows(o.sharedSpace, o.hiddenSize, generator));
    logitScale = register_parameter("logit_scale", torch::full({}, std::log(1 / 0.07)));
    for (std::size_t a = 0; a < o.attributes.size(); ++a) {
        auto head = register_module("attribute_" + std::to_string(a),
                                    torch::nn::Linear(o.featureSize, o.attributes[a]));
        torch::NoGradGuard noGrad;
        head->weight.copy_(normalRows(o.attributes[a], o.featureSize, generator));
        head->bias.zero_();
        m_attributes.push_back(head);
    }
}

torch::Tensor MultitaskHeadsImpl::embedImages(const torch::Tensor& features) {
    const auto patches = features.narrow(1, 1, features.size(1) - 1);  // (B, P, D_v)
    return F::normalize(torch::linear(atLeastFloat32(patches.mean(1)), m_imageProjection),
                        F::NormalizeFuncOptions().dim(-1));
}

torch::Tensor MultitaskHeadsImpl::embedTexts(const torch::Tensor& hidden, const torch::Tensor& mask) {
    const auto last = mask.to(torch::kLong).sum(1).clamp_min(1) - 1;  // (N)
    const auto rows = torch::arange(hidden.size(0), torch::dtype(torch::kLong).device(hidden.device()));
    const auto states = atLeastFloat32(hidden.index({rows, last}));  // (N, D)
    return F::normalize(torch::linear(states, m_textProjection), F::NormalizeFuncOptions().dim(-1));
}

torch::Tensor MultitaskHeadsImpl::attributeLogits(std::size_t attribute, const torch::Tensor& features) {
    return m_attributes.at(attribute)(features.narrow(1, 1, features.size(1) - 1));
}

MultitaskLoss multitaskLoss(Captioner& captioner, MultitaskHeads& heads, const MultitaskBatch& batch,
                            const MultitaskWeights& weights, bool trainEncoder) {
    torch::Tensor features;
    {
        torch::AutoGradMode gradient(trainEncoder);
        features = captioner.encodeImages(batch.pixels);  // (B, 1 + P, D_v)
    }
    MultitaskLoss loss;
    loss.total = torch::zeros({}, torch::dtype(torch::kFloat32).device(features.device()));
    if (weights.caption > 0) {
        loss.caption = captionLoss(captioner.decode(batch.tokens, features).logits, batch.labels);
        loss.total = loss.total + weights.caption * loss.caption;
    }
    if (weights.contrast > 0) {
        loss.contrast = ofContrast(captioner, heads, batch, features);
        loss.total = loss.total + weights.contrast * loss.contrast;
    }
    if (weights.attributes > 0) {
        loss.attributes = ofAttributes(heads, batch, features, weights.background);
        loss.total = loss.total + weights.attributes * loss.attributes;
    }
    return loss;
}

double attributeAccuracy(MultitaskHeads& heads, std::size_t attribute, const torch::Tensor& features,
                         const torch::Tensor& labels) {
    torch::NoGradGuard noGrad;
    const auto background = heads->options.attributes.at(attribute) - 1;
    const auto predicted = heads->attributeLogits(attribute, features).argmax(-1);  // (B, P)
    const auto counted = labels.ne(kIgnored).logical_and(labels.ne(background));
    const auto right = predicted.eq(labels).logical_and(counted).sum().item<double>();
    return right / std::max(counted.sum().item<double>(), 1.0);
}

}  // namespace attune
