#include "learn/reward_model.h"

#include <cmath>

#include "data/error.h"
#include "data/file.h"
#include "learn/parameter_hash.h"
#include "model/safetensors.h"

namespace attune {
namespace {

constexpr int kFormatVersion = 1;

torch::Tensor takeTensor(const NamedTensors& tensors, const std::string& name) {
    const auto at = tensors.find(name);
    if (at == tensors.end()) throw Error("the reward model has no tensor \"" + name + "\"");
    const auto& tensor = at->second;
    if (tensor.scalar_type() != torch::kFloat32 || !torch::isfinite(tensor).all().item<bool>())
        throw Error("the reward model's tensor \"" + name + "\" is not of finite 32-bit numbers");
    return tensor.clone();
}

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

}  // namespace

RewardModel::RewardModel(RewardFeatures features, RewardHeads heads, RewardScaling scaling, Json config)
    : m_features(std::move(features)), m_heads(std::move(heads)), m_scaling(std::move(scaling)),
      m_config(std::move(config)) {
    if (m_scaling.featureMean.numel() != m_features.size() || m_scaling.featureDeviation.numel() != m_features.size())
        throw Error("the reward model's scaling does not fit its features");
}

RewardModel RewardModel::load(const std::filesystem::path& folder, std::shared_ptr<Captioner> backbone) {
    try {
        const Json config = readJsonFile(folder / "config.json");
        checkKind(config, folder);
        const auto wanted = required<std::string>(config, "backbone_hash");
        if (const auto found = parameterHash(*backbone); found != wanted)
            throw Error("the reward model in " + folder.string() + " was trained on another captioner",
                        "it wants the one with hash " + wanted + ", this one has " + found,
                        "use the captioner that it was trained on, or train a new reward model");
        const NamedTensors tensors = SafetensorsFile(folder / "model.safetensors").tensors();
        RewardFeatures features(backbone, required<std::string>(config, "features"),
                                takeTensor(tensors, "mean_image").to(backbone->parameters().front().device()));
        RewardHeads heads(required<std::int64_t>(config, "heads"), features.size(),
                          required<std::int64_t>(config, "hidden_size"), tensors);
        RewardScaling scaling;
        scaling.featureMean = takeTensor(tensors, "feature_mean");
        scaling.featureDeviation = takeTensor(tensors, "feature_deviation");
        if (!(scaling.featureDeviation > 0).all().item<bool>())
            throw Error("the reward model's feature deviations are not all positive");
        scaling.ratingMean = finiteNumber(config, "rating_mean");
        scaling.ratingDeviation = positiveNumber(config, "rating_deviation");
        scaling.scoreShift = finiteNumber(config, "score_shift");
        scaling.scoreScale = positiveNumber(config, "score_scale");
        return {std::move(features), std::move(heads), std::move(scaling), config};
    } catch (const c10::Error& e) {
        throw Error("the reward model in " + folder.string() + " cannot be used", e.what_without_backtrace());
    }
}

void RewardModel::save(const std::filesystem::path& folder) const {
    std::error_code failure;
    std::filesystem::create_directories(folder, failure);
    if (failure) throw Error("cannot make the folder " + folder.string(), failure.message());
    NamedTensors tensors{{"mean_image", m_features.meanImage().to(torch::kCPU).contiguous()},
                         {"feature_mean", m_scaling.featureMean},
                         {"feature_deviation", m_scaling.featureDeviation}};
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

torch::Tensor RewardModel::predict(const torch::Tensor& raw) const {
    const torch::NoGradGuard noGrad;
    return m_heads.forward((raw - m_scaling.featureMean) / m_scaling.featureDeviation);  // (K, N)
}

torch::Tensor RewardModel::predictRatings(const torch::Tensor& raw) const {
    return predict(raw) * m_scaling.ratingDeviation + m_scaling.ratingMean;
}

RewardScores RewardModel::scoreFeatures(const torch::Tensor& raw) const {
    const auto scores = (predict(raw) - m_scaling.scoreShift) / m_scaling.scoreScale;  // (K, N)
    return {scores.mean(0), scores.std(0, /*unbiased=*/false)};
}

RewardScores RewardModel::score(const torch::Tensor& features, const std::vector<std::int64_t>& imageOfRow,
                                const TokenRows& rows, Observer& observer) const {
    return scoreFeatures(m_features.compute(features, imageOfRow, rows, observer));
}

}  // namespace attune
