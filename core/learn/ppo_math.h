// The arithmetic of PPO on captions (Schulman et al. 2017; for language models Ziegler et al. 2019), as pure functions
// of tensors: rewards per token, advantages, clipped losses. No network, no state.
//
// Shapes: N responses, T tokens (padded on the right), V words. Log-probabilities are in nats.
#pragma once

#include <torch/torch.h>

#include <string>

namespace attune {

/// Which tokens count where.
/// Plain: one mask, the real tokens; the score lands on the last of them; every mean is over the mask.
/// Trl: what TRL's PPO trainer does: values and value losses see one token more, the score lands on that token,
/// padded log-probabilities are 1, and what is only told (ratio, approximate KL, entropy) counts all N * T places. TRL pads to the
/// longest response allowed, where T is that of the longest one here.
enum class PpoConvention { Plain, Trl };

/// k1: log(pi / ref), unbiased, of either sign. k3: ref / pi - 1 - log(ref / pi), never negative, less variance
/// (Schulman 2020, "Approximating KL divergence").
enum class KlEstimator { K1, K3 };

/// @throws Error naming the choices
PpoConvention ppoConventionFromText(const std::string& text);
KlEstimator klEstimatorFromText(const std::string& text);

struct PpoParameters {
    PpoConvention convention = PpoConvention::Plain;
    KlEstimator klEstimator = KlEstimator::K1;
    double klCoefficient = 0.05;
    bool whitenRewards = false;     ///< Trl convention only; no option asks for it, the golden files do
    bool whitenAdvantages = true;
    double gamma = 1.0;
    double lambda = 0.95;
    double clipRange = 0.2;
    double clipRangeValue = 0.2;
    double valueCoefficient = 0.1;
};

/// The masks of a batch, as numbers (1 where a token counts) of the values' type.
struct ResponseMasks {
    torch::Tensor policy;         ///< (N, T) the response's own tokens
    torch::Tensor value;          ///< (N, T) where the critic is asked and taught
    torch::Tensor scorePosition;  ///< (N) int64, the token that receives the score
};

/// @param lastIndex (N) int64, the index of each response's last real token @param length T
ResponseMasks responseMasks(const torch::Tensor& lastIndex, std::int64_t length, PpoConvention convention,
                            torch::ScalarType type = torch::kFloat32);

/// Log-probability of each chosen word after division of the logits by the temperature.
/// @param logits (N, T, V) @param ids (N, T) int64 @return (N, T)
torch::Tensor tokenLogprobs(const torch::Tensor& logits, const torch::Tensor& ids, double temperature = 1.0);

/// Entropy of the next-word distribution at each place, in nats. @param logits (N, T, V) @return (N, T)
torch::Tensor tokenEntropy(const torch::Tensor& logits, double temperature = 1.0);

/// Sets padded log-probabilities to the convention's filler, so that their differences vanish.
torch::Tensor fillPadding(const torch::Tensor& logprobs, const ResponseMasks& masks, PpoConvention convention);

/// KL(policy || reference) per token, as estimated from one sample. @param logprobs, reference (N, T)
torch::Tensor tokenKl(const torch::Tensor& logprobs, const torch::Tensor& reference, KlEstimator estimator);

/// What is told of a rollout, as a scalar: means over the responses of sums over their tokens. The KL is 0 at padding in either
/// convention; TRL's padded log-probabilities take part in the entropy.
/// @param logprobs, reference (N, T) of the rollout policy and the reference
torch::Tensor responseKl(const torch::Tensor& logprobs, const torch::Tensor& reference, const ResponseMasks& masks,
                         KlEstimator estimator);
torch::Tensor responseEntropy(const torch::Tensor& logprobs, const ResponseMasks& masks, PpoConvention convention);

/// What is told of a step, as a scalar. @param entropy, ratio (N, T) @param mask  of the policy
torch::Tensor meanEntropy(const torch::Tensor& entropy, const torch::Tensor& mask, PpoConvention convention);
torch::Tensor meanRatio(const torch::Tensor& ratio, const torch::Tensor& mask, PpoConvention convention);

/// Everything the update needs, computed once per rollout without gradients.
struct Experience {
    torch::Tensor kl;              ///< (N, T) 0 at padding
    torch::Tensor nonScoreReward;  ///< (N, T) -beta * kl
    torch::Tensor rewards;         ///< (N, T) with the score at its place
    torch::Tensor rawAdvantages;   ///< (N, T) before whitening
    torch::Tensor advantages;      ///< (N, T) whitened over the policy mask
    torch::Tensor returns;         ///< (N, T) rawAdvantages + values
};

/// @param logprobs, reference (N, T) of the rollout policy and the reference; padding may hold anything
/// @param values (N, T) of the critic at rollout time @param scores (N)
Experience computeExperience(const torch::Tensor& logprobs, const torch::Tensor& reference,
                             const torch::Tensor& values, const torch::Tensor& scores, const ResponseMasks& masks,
                             const PpoParameters& parameters);

/// Generalised advantage estimation (Schulman et al. 2016): the lambda-weighted sum of temporal differences.
/// @param rewards, values (N, T), 0 behind the end @return (N, T)
torch::Tensor generalizedAdvantages(const torch::Tensor& rewards, const torch::Tensor& values, double gamma,
                                    double lambda);

struct PolicyLoss {
    torch::Tensor loss;          ///< scalar, with gradient
    torch::Tensor ratio;         ///< (N, T)
    torch::Tensor clipFraction;  ///< scalar
    torch::Tensor approxKl;      ///< scalar, half the mean squared log-ratio
    torch::Tensor moved;         ///< scalar, approxKl of the response's own tokens, whatever the convention
    torch::Tensor approxKlK3;    ///< scalar, mean of ratio - 1 - log ratio; the golden files have it beside the other
};

/// max(-A r, -A clip(r, 1 - eps, 1 + eps)), averaged over the policy mask.
PolicyLoss clippedPolicyLoss(const torch::Tensor& logprobs, const torch::Tensor& oldLogprobs,
                             const torch::Tensor& advantages, const ResponseMasks& masks,
                             const PpoParameters& parameters);

struct ValueLoss {
    torch::Tensor loss;          ///< scalar, with gradient; not yet times the value coefficient
    torch::Tensor clipFraction;  ///< scalar
};

/// 0.5 max((v - R)^2, (clip(v, old - eps, old + eps) - R)^2), averaged over the value mask.
/// @param values the critic now; @param oldValues at rollout time; both (N, T)
ValueLoss clippedValueLoss(const torch::Tensor& values, const torch::Tensor& oldValues, const torch::Tensor& returns,
                           const ResponseMasks& masks, const PpoParameters& parameters);

/// 1 - Var(returns - values) / Var(returns) over the policy mask: 1 is a perfect critic, 0 no better than a constant.
double explainedVariance(const torch::Tensor& values, const torch::Tensor& returns, const torch::Tensor& mask);

}  // namespace attune
