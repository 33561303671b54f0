// The second half of a round: epochs of minibatches over what the first half gathered.
#include <algorithm>
#include <cstdio>
#include <numeric>

#include "learn/autocast.h"
#include "learn/invariants.h"
#include "learn/masked.h"
#include "learn/policy_trainer.h"

namespace attune {
namespace {

/// Label of the round's random stream that orders the minibatches.
constexpr std::uint64_t kShuffleStream = 2;
constexpr double kSmallerStep = 0.5;

/// Clipping takes the gradient off tokens that have moved far; it does not keep their neighbours' updates
/// from pushing them on, and within one or two steps the probability of a word, the end token for one, can
/// collapse. The step that did it is taken back.
bool hasMovedTooFar(const Metrics& step, double limit) {
    const auto at = step.find("policy/approxkl_avg");
    return limit > 0 && at != step.end() && at->second > limit;
}

}  // namespace

Minibatch PolicyTrainer::minibatch(const Rollout& rollout, const std::vector<std::int64_t>& images) const {
    const auto device = rollout.features.device();
    std::vector<std::int64_t> rows;
    std::int64_t longest = 0;
    for (const auto image : images)
        for (const auto row : m_algorithm->rowsOf(rollout, image)) {
            rows.push_back(row);
            longest = std::max<std::int64_t>(longest, std::ssize(rollout.rows[static_cast<std::size_t>(row)]));
        }
    // The value of the token behind the last counts in TRL's convention.
    const std::int64_t spare = m_options.convention == "trl" ? 1 : 0;
    Minibatch minibatch;
    minibatch.rows = torch::tensor(rows, torch::kInt64).to(device);
    minibatch.length = std::min(longest + spare, rollout.packed.length());
    minibatch.features = rollout.features.index_select(0, torch::tensor(images, torch::kInt64).to(device));
    minibatch.inputs = minibatch.of(rollout.packed.inputs());
    return minibatch;
}

StepLoss PolicyTrainer::step(const Rollout& rollout, const Minibatch& minibatch) {
    const auto device = minibatch.features.device();
    DecoderOutput out;
    {
        const Autocast autocast(multipliesInBfloat16(m_options, device), device.type());
        out = m_policy->decode(minibatch.inputs, minibatch.features);
    }
    const auto all = torch::log_softmax(out.logits.to(torch::kFloat32) / m_options.temperature, -1);  // (M, T, V)
    const auto logprobs =
        all.gather(2, minibatch.of(rollout.packed.targets()).unsqueeze(2)).squeeze(2);  // (M, T)
    auto result = m_algorithm->loss(minibatch, logprobs, out.hidden);
    const torch::NoGradGuard noGrad;
    const auto fixed = all.detach();
    result.metrics["policy/entropy_avg"] =
        maskedMean(-(fixed.exp() * fixed).sum(2), minibatch.of(rollout.masks.policy)).item<double>();
    return result;
}

/// Where already the round's first step goes too far, so would that of every round to come, and the policy would stay what
/// it is.
bool PolicyTrainer::takeSmallerSteps(std::int64_t stepsLeft, Observer& observer) {
    if (stepsLeft > 0) return false;
    double& rate = m_policyAdam->options.learningRate;
    rate *= kSmallerStep;
    char text[160];
    std::snprintf(text, sizeof text, "a single step of the optimiser moved the policy too far; the learning rate is now %.1e", rate);
    observer.warning(text);
    return true;
}

void PolicyTrainer::update(const Rollout& rollout, Rng& rng, Metrics& metrics, Observer& observer) {
    std::vector<std::int64_t> order(rollout.images.size());
    std::iota(order.begin(), order.end(), std::int64_t{0});
    Rng shuffling = rng.fork(kShuffleStream);
    const auto size = static_cast<std::size_t>(m_options.minibatchImages);
    Metrics sums;
    std::int64_t steps = 0;
    bool tooFar = false;
    Adam::Snapshot policyBefore, ownBefore;  // the last step
    Metrics last;                            // what it said
    for (int epoch = 0; epoch < m_options.epochs && !tooFar; ++epoch) {
        shuffling.shuffle(order);
        for (std::size_t at = 0; at < order.size();) {
            observer.breathe();
            const auto batch = minibatch(
                rollout, {order.begin() + static_cast<std::ptrdiff_t>(at),
                          order.begin() + static_cast<std::ptrdiff_t>(std::min(at + size, order.size()))});
            m_policyAdam->zeroGradients();
            m_ownAdam->zeroGradients();
            const auto result = step(rollout, batch);
            if (steps == 0) checkFirstRatio(result.ratio, batch.of(rollout.masks.policy),
                                multipliesInBfloat16(m_options, rollout.features.device()));
            if (steps > 0 && hasMovedTooFar(result.metrics, m_options.updateKlLimit)) {
                m_policyAdam->restore(policyBefore);
                m_ownAdam->restore(ownBefore);
                for (const auto& [name, value] : last) sums[name] -= value;
                --steps;
                if (takeSmallerSteps(steps, observer)) continue;  // with the same minibatch
                tooFar = true;
                break;
            }
            if (m_options.updateKlLimit > 0) {
                m_policyAdam->keep(policyBefore);
                m_ownAdam->keep(ownBefore);
            }
            result.total.backward();
            checkFinite(result.total.item<double>(), "the loss");
            const double norm = clipGradientNorm({&m_policyAdam->parameters(), &m_ownAdam->parameters()},
                                                 m_options.maxGradientNorm);
            checkFinite(norm, "the gradient norm");
            m_policyAdam->step();
            m_ownAdam->step();
            last = result.metrics;
            last["policy/gradient_norm"] = norm;
            for (const auto& [name, value] : last) sums[name] += value;
            ++steps;
            at += size;
        }
    }
    for (const auto& [name, value] : sums) metrics[name] = value / static_cast<double>(std::max<std::int64_t>(steps, 1));
    metrics["policy/updates"] = static_cast<double>(steps);
}

}  // namespace attune
