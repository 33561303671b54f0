#include "learn/reward_model.h"

#include <algorithm>
#include <cmath>

#include "data/error.h"
#include "data/file.h"
#include "learn/captioner_features.h"
#include "learn/encoder_features.h"
#include "model/image_text_encoder.h"
#include "model/safetensors.h"

namespace attune {
namespace {

constexpr int kFormatVersion = 1;

/// Rows that the heads read at once: those of a fusion need a copy of some of it for each head.
constexpr std::int64_t kRowsPerPass = 1024;

double finiteNumber(const Json& config, const char* key) {
    const auto value = required<double>(config, key);
    if (!std::isfinite(value)) throw Error(std::string("the field \"") + key + "\" is not finite");
    return value;
}

double positiveNumber(const Json& config, const char* key) {
    const double value = finiteNumber(config, key);
    if (value <= 0) throw Error(std::string("the field \"") + key + "\" is not positive");
    return value;
}

void checkKind(const Json& config, const std::filesystem::path& folder) {
    const auto type = required<std::string>(config, "model_type");
    if (type != "attune-reward")
        throw Error("the folder " + folder.string() + " holds no reward model", "its model_type is \"" + type + "\"");
    if (const auto version = required<int>(config, "format_version"); version != kFormatVersion)
        throw Error("the reward model in " + folder.string() + " has format version " + std::to_string(version),
                    "this program reads version " + std::to_string(kFormatVersion));
}

torch::Tensor takeTensor(const std::map<std::string, torch::Tensor>& tensors, const std::string& name) {
    const auto at = tensors.find(name);
    if (at == tensors.end()) throw Error("the reward model has no tensor \"" + name + "\"");
    const auto& tensor = at->second;
    if (tensor.scalar_type() != torch::kFloat32 || !torch::isfinite(tensor).all().item<bool>())
        throw Error("the reward model's tensor \"" + name + "\" is not of finite 32-bit numbers");
    return tensor.clone();
}

}  // namespace

RewardInputs RewardScaling::apply(const RewardInputs& raw) const {
    return {(raw.columns - featureMean) / featureDeviation,
            stateMean.defined() && raw.states.defined() ? (raw.states - stateMean) / stateDeviation : raw.states, raw.shown,
            raw.imageOfRow};
}

RewardModel::RewardModel(std::shared_ptr<const RewardFeatures> features, RewardHeads heads, RewardScaling scaling,
                         Json config)
    : m_features(std::move(features)), m_heads(std::move(heads)), m_scaling(std::move(scaling)),
      m_config(std::move(config)) {
    const auto fits = [](const torch::Tensor& tensor, std::int64_t size) {
        return tensor.dim() == 1 && tensor.size(0) == size;
    };
    if (!fits(m_scaling.featureMean, m_features->size()) || !fits(m_scaling.featureDeviation, m_features->size()) ||
        (m_scaling.stateMean.defined() && (!fits(m_scaling.stateMean, m_features->stateSize()) ||
                                           !fits(m_scaling.stateDeviation, m_features->stateSize()))))
        throw Error("the reward model's scaling does not fit its features");
}

RewardModel RewardModel::load(const std::filesystem::path& folder, std::shared_ptr<Captioner> backbone) {
    return load(folder, BackboneKind::Captioner, [&](const Json& config, const std::map<std::string, torch::Tensor>& tensors) {
        const auto device = backbone->parameters().front().device();
        return std::make_shared<const CaptionerFeatures>(backbone, required<std::string>(config, "features"),
                                                         optional<bool>(config, "attention_map", false),
                                                         takeTensor(tensors, "mean_image").to(device));
    });
}

RewardModel RewardModel::load(const std::filesystem::path& folder, std::shared_ptr<ImageTextEncoder> backbone) {
    return load(folder, BackboneKind::Encoder, [&](const Json& config, const auto&) {
        return std::make_shared<const EncoderFeatures>(backbone, required<std::string>(config, "features"));
    });
}

RewardModel RewardModel::load(const std::filesystem::path& folder, BackboneKind kind, const FeatureMaker& make) {
    try {
        const Json config = readJsonFile(folder / "config.json");
        checkKind(config, folder);
        if (const auto read = optional<std::string>(config, "backbone", "captioner"); read != toText(kind))
            throw Error("the reward model in " + folder.string() + " was trained on another kind of model",
                        "on one of the kind \"" + read + "\", and this one is of the kind \"" + toText(kind) + "\"",
                        "use the model that it was trained on, or train a new reward model");
        const NamedTensors tensors = SafetensorsFile(folder / "model.safetensors").tensors();
        const auto features = make(config, tensors);
        const auto wanted = required<std::string>(config, "backbone_hash");
        if (const auto found = features->backboneHash(); found != wanted)
            throw Error("the reward model in " + folder.string() + " was trained on another captioner",
                        "it wants the one with hash " + wanted + ", this one has " + found,
                        "use the captioner that it was trained on, or train a new reward model");
        const RewardHeadsShape shape{.heads = required<std::int64_t>(config, "heads"),
                                     .hidden = required<std::int64_t>(config, "hidden_size"),
                                     .fusion = fusionFromText(optional<std::string>(config, "fusion", "concatenate")),
                                     .fusionSize = optional<std::int64_t>(config, "fusion_size", 24),
                                     .blocks = features->blocks(),
                                     .stateSize = features->stateSize()};
        RewardHeads heads(shape, tensors);
        RewardScaling scaling;
        scaling.featureMean = takeTensor(tensors, "feature_mean");
        scaling.featureDeviation = takeTensor(tensors, "feature_deviation");
        if (!(scaling.featureDeviation > 0).all().item<bool>())
            throw Error("the reward model's feature deviations are not all positive");
        if (shape.fusion == FusionKind::CrossAttention) {
            scaling.stateMean = takeTensor(tensors, "state_mean");
            scaling.stateDeviation = takeTensor(tensors, "state_deviation");
            if (!(scaling.stateDeviation > 0).all().item<bool>())
                throw Error("the reward model's state deviations are not all positive");
        }
        scaling.ratingMean = finiteNumber(config, "rating_mean");
        scaling.ratingDeviation = positiveNumber(config, "rating_deviation");
        scaling.scoreShift = finiteNumber(config, "score_shift");
        scaling.scoreScale = positiveNumber(config, "score_scale");
        return {features, std::move(heads), std::move(scaling), config};
    } catch (const c10::Error& e) {
        throw Error("the reward model in " + folder.string() + " cannot be used", e.what_without_backtrace());
    }
}

void RewardModel::save(const std::filesystem::path& folder) const {
    std::error_code failure;
    std::filesystem::create_directories(folder, failure);
    if (failure) throw Error("cannot make the folder " + folder.string(), failure.message());
    NamedTensors tensors = m_features->tensors();
    tensors["feature_mean"] = m_scaling.featureMean;
    tensors["feature_deviation"] = m_scaling.featureDeviation;
    if (m_scaling.stateMean.defined()) {
        tensors["state_mean"] = m_scaling.stateMean;
        tensors["state_deviation"] = m_scaling.stateDeviation;
    }
    for (const auto& [name, parameter] : m_heads.parameters()) tensors["heads." + name] = parameter.detach();
    writeSafetensors(folder / "model.safetensors", tensors);
    Json config = m_config;
    config["model_type"] = "attune-reward";
    config["format_version"] = kFormatVersion;
    config["rating_mean"] = m_scaling.ratingMean;
    config["rating_deviation"] = m_scaling.ratingDeviation;
    config["score_shift"] = m_scaling.scoreShift;
    config["score_scale"] = m_scaling.scoreScale;
    writeFileAtomically(folder / "config.json", dumpJson(config, true) + "\n");
}

torch::Tensor RewardModel::predict(const RewardInputs& raw) const {
    const torch::NoGradGuard noGrad;
    const auto rows = raw.rows();
    const auto x = m_scaling.apply(raw);
    if (m_heads.shape().fusion == FusionKind::Concatenate || rows <= kRowsPerPass) return m_heads.forward(x);  // (K, N)
    std::vector<torch::Tensor> parts;
    for (std::int64_t at = 0; at < rows; at += kRowsPerPass)
        parts.push_back(m_heads.forward(x.select(torch::arange(at, std::min(rows, at + kRowsPerPass)))));
    return torch::cat(parts, 1);  // (K, N)
}

torch::Tensor RewardModel::predictRatings(const RewardInputs& raw) const {
    return predict(raw) * m_scaling.ratingDeviation + m_scaling.ratingMean;
}

RewardScores RewardModel::scoreFeatures(const RewardInputs& raw) const {
    const auto scores = (predict(raw) - m_scaling.scoreShift) / m_scaling.scoreScale;  // (K, N)
    return {scores.mean(0), scores.std(0, /*unbiased=*/false), scores};
}

RewardScores RewardModel::score(const torch::Tensor& features, const std::vector<std::int64_t>& imageOfRow,
                                const AskedRows& rows, Observer& observer) const {
    return scoreFeatures(inputs(features, imageOfRow, rows, observer));
}

RewardInputs RewardModel::inputs(const torch::Tensor& features, const std::vector<std::int64_t>& imageOfRow,
                                 const AskedRows& rows, Observer& observer) const {
    return m_features->compute(features, imageOfRow, rows, m_heads.readsStates(), observer);
}

}  // namespace attune
