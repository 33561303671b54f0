#include "learn/ppo.h"

#include "data/error.h"
#include "learn/autocast.h"
#include "learn/decoder_parameters.h"
#include "learn/masked.h"
#include "learn/objectives.h"

namespace attune {
namespace {

PpoParameters parametersFrom(const PolicyOptions& options) {
    PpoParameters p;
    p.convention = ppoConventionFromText(options.convention);
    p.klEstimator = klEstimatorFromText(options.klEstimator);
    p.klCoefficient = options.klCoefficient;
    p.whitenAdvantages = options.whitenAdvantages;
    p.gamma = options.gamma;
    p.lambda = options.lambda;
    p.clipRange = options.clipRange;
    p.clipRangeValue = options.clipRangeValue;
    p.valueCoefficient = options.valueCoefficient;
    return p;
}

/// What the critic reads. @param hidden (N, T, D) @param siblings (N) @return (N, T, D + 1)
torch::Tensor criticInputs(const torch::Tensor& hidden, const torch::Tensor& siblings) {
    const auto scores = siblings.view({-1, 1, 1}).expand({-1, hidden.size(1), 1});
    return torch::cat({hidden.to(torch::kFloat32), scores}, 2);
}

}  // namespace

Ppo::Ppo(const PolicyOptions& options, const Captioner& policy, const torch::Tensor& features)
    : m_options(options),
      m_parameters(parametersFrom(options)),
      m_critic(policy.hiddenSize() + 1, features.device()),
      m_ownParameters(m_critic.parameters()) {
    if (options.critic != "separate") return;
    m_trunk = policy.copy();
    m_trunk->eval();
    for (auto& [name, parameter] : trainDecoderOnly(*m_trunk, features))
        m_ownParameters.emplace_back("critic.trunk." + name, parameter);
}

torch::Tensor Ppo::values(const torch::Tensor& hidden, const torch::Tensor& siblings) const {
    // A critic that reads the policy's states must not reach into them; one with a trunk of its own learns it.
    return m_critic.values(criticInputs(m_trunk ? hidden : hidden.detach(), siblings));
}

void Ppo::setState(const std::map<std::string, double>& state) {
    const auto at = state.find("critic_ready");
    if (at == state.end()) throw Error("the saved state does not say whether the critic has started");
    m_criticReady = at->second != 0;
}

torch::Tensor Ppo::startCritic(const Rollout& rollout, const torch::Tensor& hidden) {
    // With values of 0 and lambda 1, advantages are the discounted rewards to come.
    auto undiscounted = m_parameters;
    undiscounted.lambda = 1;
    undiscounted.whitenAdvantages = false;
    const auto zeros = torch::zeros_like(rollout.logprobs);
    const auto returns = computeExperience(rollout.logprobs, rollout.reference, zeros, rollout.scores,
                                           rollout.masks, undiscounted)
                             .returns;
    const auto real = rollout.masks.policy > 0;            // (N, T)
    const auto inputs = criticInputs(hidden, m_siblings);  // (N, T, D + 1)
    const auto fit = [&](Critic& critic, const torch::Tensor& rows) { critic.fit(inputs.index({rows}), returns.index({rows})); };
    // A value that was fitted to a caption's own returns would take them out of its advantage: each half of the pictures is valued
    // by a critic of the other half, and a single picture by none.
    auto values = zeros;
    if (rollout.images.size() > 1) {
        values = torch::zeros_like(returns);
        const auto row = torch::arange(inputs.size(0), real.options().dtype(torch::kInt64));
        const auto odd = row.div(rollout.captionsPerImage, "floor").remainder(2) == 1;  // (N)
        for (const auto& half : {odd, odd.logical_not()}) {
            Critic critic(inputs.size(2), inputs.device());
            fit(critic, real.logical_and(half.logical_not().unsqueeze(1)));
            values.index_put_({half}, critic.values(inputs.index({half})));
        }
        // Where the returns say nothing of pictures that were not fitted, the next round's are to start it.
        if (!(explainedVariance(values, returns, rollout.masks.policy) > 0)) return zeros;
    }
    fit(m_critic, real);
    m_criticReady = true;
    return values;
}

void Ppo::prepare(const Rollout& rollout, double beta, Metrics& metrics, Observer& observer) {
    const torch::NoGradGuard noGrad;
    m_parameters.klCoefficient = beta;
    m_masks = rollout.masks;
    m_oldLogprobs = rollout.logprobs;
    m_siblings = rollout.captionsPerImage > 1 ? leaveOneOutBaseline(rollout.scores, rollout.captionsPerImage)
                                              : torch::zeros_like(rollout.scores);
    const auto hidden = m_trunk ? teacherForce(*m_trunk, rollout, m_options, true, observer).hidden : rollout.hidden;
    m_oldValues = m_criticReady ? values(hidden, m_siblings) : startCritic(rollout, hidden);  // (N, T)
    m_experience = computeExperience(rollout.logprobs, rollout.reference, m_oldValues, rollout.scores,
                                     m_masks, m_parameters);
    metrics["val/explained_variance"] = explainedVariance(m_oldValues, m_experience.returns, m_masks.policy);
    metrics["val/mean"] = maskedMean(m_oldValues, m_masks.policy).item<double>();
}

StepLoss Ppo::loss(const Minibatch& minibatch, const torch::Tensor& logprobs, const torch::Tensor& hidden) {
    const ResponseMasks masks{minibatch.of(m_masks.policy), minibatch.of(m_masks.value),
                              minibatch.of(m_masks.scorePosition)};
    const auto policy = clippedPolicyLoss(logprobs, minibatch.of(m_oldLogprobs),
                                          minibatch.of(m_experience.advantages), masks, m_parameters);
    auto states = hidden;
    if (m_trunk) {  // as precise as the old values are, or the two would differ before the first step
        const auto device = minibatch.features.device();
        const Autocast autocast(multipliesInBfloat16(m_options, device), device.type());
        states = m_trunk->decode(minibatch.inputs, minibatch.features).hidden;
    }
    const auto value = clippedValueLoss(values(states, minibatch.of(m_siblings)), minibatch.of(m_oldValues),
                                        minibatch.of(m_experience.returns), masks, m_parameters);
    StepLoss out;
    out.total = policy.loss + m_parameters.valueCoefficient * value.loss;
    out.ratio = policy.ratio;
    // One copy from the device for all numbers of the step.
    const auto numbers = torch::stack({policy.loss.detach(), value.loss.detach(), policy.approxKl,
                                       policy.clipFraction, value.clipFraction,
                                       meanRatio(policy.ratio, masks.policy, m_parameters.convention), policy.moved})
                             .to(torch::kCPU, torch::kFloat64);
    const char* names[] = {"loss/policy_avg",     "loss/value_avg",   "policy/approxkl_avg",
                           "policy/clipfrac_avg", "val/clipfrac_avg", "val/ratio"};
    std::int64_t i = 0;
    for (const char* name : names) out.metrics[name] = numbers[i++].item<double>();
    out.moved = numbers[i].item<double>();
    return out;
}

}  // namespace attune
