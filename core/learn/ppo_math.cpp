#include "learn/ppo_math.h"

#include "data/error.h"
#include "learn/masked.h"

namespace attune {
namespace {

/// TRL's INVALID_LOGPROB. Any constant would do: only differences of two padded values are ever used.
constexpr double kTrlPaddedLogprob = 1.0;

}  // namespace

PpoConvention ppoConventionFromText(const std::string& text) {
    if (text == "plain") return PpoConvention::Plain;
    if (text == "trl") return PpoConvention::Trl;
    throw Error("there is no PPO convention \"" + text + "\"", "it is plain or trl");
}

KlEstimator klEstimatorFromText(const std::string& text) {
    if (text == "k1") return KlEstimator::K1;
    if (text == "k3") return KlEstimator::K3;
    throw Error("there is no KL estimator \"" + text + "\"", "it is k1 or k3");
}

ResponseMasks responseMasks(const torch::Tensor& lastIndex, std::int64_t length, PpoConvention convention,
                            torch::ScalarType type) {
    const auto places = torch::arange(length, lastIndex.options()).unsqueeze(0);  // (1, T)
    const auto last = lastIndex.unsqueeze(1);                                     // (N, 1)
    ResponseMasks masks;
    masks.policy = (places <= last).to(type);  // (N, T)
    if (convention == PpoConvention::Plain) {
        masks.value = masks.policy;
        masks.scorePosition = lastIndex;
    } else {
        masks.value = (places <= last + 1).to(type);
        masks.scorePosition = torch::where(lastIndex + 1 < length, lastIndex + 1, lastIndex);
    }
    return masks;
}

torch::Tensor tokenLogprobs(const torch::Tensor& logits, const torch::Tensor& ids, double temperature) {
    const auto scaled = temperature == 1.0 ? logits : logits / temperature;
    return torch::log_softmax(scaled, -1).gather(-1, ids.unsqueeze(-1)).squeeze(-1);  // (N, T)
}

torch::Tensor tokenEntropy(const torch::Tensor& logits, double temperature) {
    const auto logprobs = torch::log_softmax(temperature == 1.0 ? logits : logits / temperature, -1);
    return -(logprobs.exp() * logprobs).sum(-1);  // (N, T)
}

torch::Tensor fillPadding(const torch::Tensor& logprobs, const ResponseMasks& masks, PpoConvention convention) {
    return logprobs.masked_fill(masks.policy == 0, convention == PpoConvention::Trl ? kTrlPaddedLogprob : 0.0);
}

torch::Tensor tokenKl(const torch::Tensor& logprobs, const torch::Tensor& reference, KlEstimator estimator) {
    const auto logRatio = reference - logprobs;
    return estimator == KlEstimator::K1 ? -logRatio : torch::expm1(logRatio) - logRatio;
}

torch::Tensor responseKl(const torch::Tensor& logprobs, const torch::Tensor& reference, const ResponseMasks& masks,
                         KlEstimator estimator) {
    return (tokenKl(logprobs, reference, estimator) * masks.policy).sum(1).mean();
}

torch::Tensor responseEntropy(const torch::Tensor& logprobs, const ResponseMasks& masks, PpoConvention convention) {
    if (convention == PpoConvention::Trl) return -fillPadding(logprobs, masks, convention).sum(1).mean();
    return (-logprobs * masks.policy).sum(1).mean();
}

torch::Tensor meanEntropy(const torch::Tensor& entropy, const torch::Tensor& mask, PpoConvention convention) {
    return convention == PpoConvention::Trl ? entropy.mean() : maskedMean(entropy, mask);
}

torch::Tensor meanRatio(const torch::Tensor& ratio, const torch::Tensor& mask, PpoConvention convention) {
    return convention == PpoConvention::Trl ? ratio.mean() : ratio.index({mask > 0}).mean();
}

torch::Tensor generalizedAdvantages(const torch::Tensor& rewards, const torch::Tensor& values, double gamma,
                                    double lambda) {
    const auto length = rewards.size(1);
    auto advantages = torch::zeros_like(rewards);
    auto last = torch::zeros_like(rewards.select(1, 0));
    auto nextValue = torch::zeros_like(last);
    for (std::int64_t t = length - 1; t >= 0; --t) {
        const auto delta = rewards.select(1, t) + gamma * nextValue - values.select(1, t);
        last = delta + gamma * lambda * last;
        advantages.select(1, t).copy_(last);
        nextValue = values.select(1, t);
    }
    return advantages;
}

Experience computeExperience(const torch::Tensor& logprobs, const torch::Tensor& reference,
                             const torch::Tensor& values, const torch::Tensor& scores, const ResponseMasks& masks,
                             const PpoParameters& parameters) {
    const torch::NoGradGuard noGrad;
    Experience out;
    out.kl = tokenKl(fillPadding(logprobs, masks, parameters.convention),
                     fillPadding(reference, masks, parameters.convention), parameters.klEstimator);
    out.nonScoreReward = -parameters.klCoefficient * out.kl;
    out.rewards = out.nonScoreReward.clone();
    out.rewards.scatter_add_(1, masks.scorePosition.unsqueeze(1), scores.to(out.rewards.dtype()).unsqueeze(1));
    if (parameters.whitenRewards && parameters.convention == PpoConvention::Trl)
        out.rewards = maskedWhiten(out.rewards, masks.value, /*keepMean=*/true);
    // Behind the end the values are 0, so that nothing flows back from there.
    const auto heldValues = values.masked_fill(masks.value == 0, 0.0);
    out.rawAdvantages = generalizedAdvantages(out.rewards, heldValues, parameters.gamma, parameters.lambda);
    out.returns = out.rawAdvantages + heldValues;
    out.advantages = parameters.whitenAdvantages ? maskedWhiten(out.rawAdvantages, masks.policy)
                                                 : out.rawAdvantages * masks.policy;
    return out;
}

PolicyLoss clippedPolicyLoss(const torch::Tensor& logprobs, const torch::Tensor& oldLogprobs,
                             const torch::Tensor& advantages, const ResponseMasks& masks,
                             const PpoParameters& parameters) {
    const auto logRatio = fillPadding(logprobs, masks, parameters.convention) -
                          fillPadding(oldLogprobs, masks, parameters.convention);
    PolicyLoss out;
    out.ratio = logRatio.exp();
    const auto unclipped = -advantages * out.ratio;
    const auto clipped = -advantages * out.ratio.clamp(1 - parameters.clipRange, 1 + parameters.clipRange);
    out.loss = maskedMean(torch::max(unclipped, clipped), masks.policy);

    const torch::NoGradGuard noGrad;
    out.ratio = out.ratio.detach();
    out.clipFraction = maskedMean((clipped > unclipped).to(advantages.dtype()), masks.policy);
    const auto fixed = logRatio.detach();
    const auto counted = parameters.convention == PpoConvention::Trl ? torch::ones_like(masks.policy) : masks.policy;
    out.approxKl = 0.5 * maskedMean(fixed.square(), counted);
    out.moved = parameters.convention == PpoConvention::Trl ? 0.5 * maskedMean(fixed.square(), masks.policy) : out.approxKl;
    out.approxKlK3 = maskedMean(out.ratio - 1 - fixed, counted);
    return out;
}

ValueLoss clippedValueLoss(const torch::Tensor& values, const torch::Tensor& oldValues, const torch::Tensor& returns,
                           const ResponseMasks& masks, const PpoParameters& parameters) {
    const auto now = values.masked_fill(masks.value == 0, 0.0);
    const auto before = oldValues.masked_fill(masks.value == 0, 0.0);
    const auto clipped =
        torch::max(torch::min(now, before + parameters.clipRangeValue), before - parameters.clipRangeValue);
    const auto errors = (now - returns).square();
    const auto clippedErrors = (clipped - returns).square();
    ValueLoss out;
    out.loss = 0.5 * maskedMean(torch::max(errors, clippedErrors), masks.value);
    out.clipFraction = maskedMean((clippedErrors > errors).to(values.dtype()), masks.value).detach();
    return out;
}

double explainedVariance(const torch::Tensor& values, const torch::Tensor& returns, const torch::Tensor& mask) {
    const torch::NoGradGuard noGrad;
    if (mask.sum().item<double>() < 2) return 0;
    const auto total = maskedVariance(returns, mask).item<double>();
    return total > 0 ? 1 - maskedVariance(returns - values, mask).item<double>() / total : 0;
}

}  // namespace attune
