#include "learn/objectives.h"

#include <initializer_list>
#include <utility>

#include "data/error.h"

namespace attune {
namespace {

constexpr double kStdEpsilon = 1e-4;

template <class Value>
Value chosen(const std::string& text, const std::string& what, std::initializer_list<std::pair<const char*, Value>> choices) {
    std::string all;
    for (const auto& [name, value] : choices) {
        if (text == name) return value;
        all += (all.empty() ? "" : ", ") + std::string(name);
    }
    throw Error("there is no " + what + " \"" + text + "\"", "it is one of " + all);
}

/// (N) -> (groups, k)
torch::Tensor grouped(const torch::Tensor& rewards, std::int64_t group) {
    if (group < 2) throw Error("a group baseline needs at least two captions of each image");
    if (rewards.dim() != 1 || rewards.size(0) % group != 0)
        throw Error("the rewards do not fill whole groups",
                    std::to_string(rewards.size(0)) + " rewards in groups of " + std::to_string(group));
    return rewards.reshape({-1, group});
}

}  // namespace

torch::Tensor bradleyTerrySoftLoss(const torch::Tensor& gap, const torch::Tensor& preference, const torch::Tensor& weights) {
    const auto each = -(preference * torch::log_sigmoid(gap) + (1 - preference) * torch::log_sigmoid(-gap));  // (.., N)
    return weights.defined() ? (each * weights).sum(-1) / weights.sum(-1).clamp_min(1e-12) : each.mean(-1);
}

torch::Tensor bradleyTerryLoss(const torch::Tensor& chosen, const torch::Tensor& rejected, const torch::Tensor& margin,
                               double centering) {
    auto gap = chosen - rejected;
    if (margin.defined()) gap = gap - margin;
    auto loss = bradleyTerrySoftLoss(gap, torch::ones_like(gap));
    if (centering != 0) loss = loss + centering * (chosen + rejected).square().mean();
    return loss;
}

InfoNce infoNce(const torch::Tensor& image, const torch::Tensor& text, const torch::Tensor& logScale) {
    InfoNce out;
    out.logitsPerImage = torch::matmul(image, text.t()) * logScale.exp();  // (B, B)
    const auto own = torch::arange(image.size(0), torch::TensorOptions().dtype(torch::kInt64).device(image.device()));
    out.imageLoss = torch::nn::functional::cross_entropy(out.logitsPerImage, own);
    out.textLoss = torch::nn::functional::cross_entropy(out.logitsPerImage.t(), own);
    out.loss = (out.imageLoss + out.textLoss) / 2;
    return out;
}

torch::Tensor leaveOneOutBaseline(const torch::Tensor& rewards, std::int64_t group) {
    const auto rows = grouped(rewards, group);  // (G, k)
    const auto others = rows.sum(1, true) - rows;
    return (others / static_cast<double>(group - 1)).reshape({-1});  // (N)
}

torch::Tensor rlooAdvantages(const torch::Tensor& rewards, std::int64_t group, bool normalize) {
    const auto advantages = rewards - leaveOneOutBaseline(rewards, group);
    return normalize ? standardized(advantages) : advantages;
}

torch::Tensor standardized(const torch::Tensor& values) {
    if (values.numel() < 2) return torch::zeros_like(values);
    return (values - values.mean()) / (values.std() + kStdEpsilon);
}

torch::Tensor reinforceLoss(const torch::Tensor& logprobs, const torch::Tensor& advantages) {
    return -(advantages * logprobs).mean();
}

torch::Tensor clippedShare(const torch::Tensor& logRatio, const torch::Tensor& advantages, double clipLow, double clipHigh) {
    const auto ratio = logRatio.exp();
    return (((advantages > 0) & (ratio > 1 + clipHigh)) | ((advantages < 0) & (ratio < 1 - clipLow)))
        .to(logRatio.dtype());
}

torch::Tensor sequenceClippedLoss(const torch::Tensor& logprobs, const torch::Tensor& oldLogprobs,
                                  const torch::Tensor& advantages, double clipLow, double clipHigh) {
    const auto ratio = (logprobs - oldLogprobs).exp();
    return torch::max(-advantages * ratio, -advantages * ratio.clamp(1 - clipLow, 1 + clipHigh)).mean();
}

torch::Tensor grpoAdvantages(const torch::Tensor& rewards, std::int64_t group, AdvantageScale scale) {
    const auto rows = grouped(rewards, group);  // (G, k)
    const auto centred = rows - rows.mean(1, true);
    if (scale == AdvantageScale::Group) return (centred / (rows.std(1, true, true) + kStdEpsilon)).reshape({-1});
    if (scale == AdvantageScale::Batch) return (centred / (rewards.std() + kStdEpsilon)).reshape({-1});
    return centred.reshape({-1});
}

AdvantageScale advantageScaleFromText(const std::string& text) {
    return chosen<AdvantageScale>(
        text, "scale of advantages",
        {{"group", AdvantageScale::Group}, {"batch", AdvantageScale::Batch}, {"none", AdvantageScale::None}});
}

GrpoReduction grpoReductionFromText(const std::string& text) {
    return chosen<GrpoReduction>(
        text, "reduction of losses",
        {{"grpo", GrpoReduction::Grpo}, {"bnpo", GrpoReduction::Bnpo}, {"dr_grpo", GrpoReduction::DrGrpo}});
}

DpoKind dpoKindFromText(const std::string& text) {
    return chosen<DpoKind>(text, "preference loss",
                           {{"sigmoid", DpoKind::Sigmoid},
                            {"hinge", DpoKind::Hinge},
                            {"cdpo", DpoKind::Cdpo},
                            {"ipo", DpoKind::Ipo}});
}

torch::Tensor grpoLoss(const torch::Tensor& logprobs, const torch::Tensor& oldLogprobs, const torch::Tensor& reference,
                       const torch::Tensor& advantages, const torch::Tensor& mask, const GrpoParameters& parameters) {
    const auto ratio = (logprobs - oldLogprobs).exp();  // (N, T)
    const auto perCaption = advantages.unsqueeze(1);    // (N, 1)
    const auto clipped = ratio.clamp(1 - parameters.clipLow, 1 + parameters.clipHigh);
    auto perToken = torch::max(-perCaption * ratio, -perCaption * clipped);
    if (parameters.beta != 0) {
        const auto towardsReference = reference - logprobs;
        perToken = perToken + parameters.beta * (towardsReference.exp() - towardsReference - 1);
    }
    perToken = perToken * mask;
    switch (parameters.reduction) {
        case GrpoReduction::Grpo: return (perToken.sum(1) / mask.sum(1).clamp_min(1)).mean();
        case GrpoReduction::Bnpo: return perToken.sum() / mask.sum().clamp_min(1);
        case GrpoReduction::DrGrpo: {
            const auto length = parameters.length > 0 ? parameters.length : mask.size(1);
            return perToken.sum() / static_cast<double>(mask.size(0) * length);
        }
    }
    throw Error("there is no such GRPO reduction");
}

Dpo dpo(const torch::Tensor& policyChosen, const torch::Tensor& policyRejected, const torch::Tensor& referenceChosen,
        const torch::Tensor& referenceRejected, double beta, DpoKind kind, double labelSmoothing) {
    const auto gap = (policyChosen - policyRejected) - (referenceChosen - referenceRejected);
    Dpo out;
    switch (kind) {
        case DpoKind::Sigmoid: out.perPair = -torch::log_sigmoid(beta * gap); break;
        case DpoKind::Hinge: out.perPair = torch::relu(1 - beta * gap); break;
        case DpoKind::Cdpo:
            out.perPair = -torch::log_sigmoid(beta * gap) * (1 - labelSmoothing) -
                          torch::log_sigmoid(-beta * gap) * labelSmoothing;
            break;
        case DpoKind::Ipo: out.perPair = (gap - 1 / (2 * beta)).square(); break;
    }
    out.loss = out.perPair.mean();
    const torch::NoGradGuard noGrad;
    out.chosenRewards = beta * (policyChosen - referenceChosen).detach();
    out.rejectedRewards = beta * (policyRejected - referenceRejected).detach();
    out.accuracy = (out.chosenRewards > out.rejectedRewards).to(gap.dtype()).mean();
    return out;
}

}  // namespace attune
