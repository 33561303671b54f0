// The second half of a round: epochs of minibatches over what the first half gathered.
#include <algorithm>
#include <cstdio>
#include <numeric>

#include "learn/autocast.h"
#include "learn/invariants.h"
#include "learn/policy_trainer.h"
#include "learn/update_steps.h"

namespace attune {
namespace {

/// Label of the round's random stream that orders the minibatches.
constexpr std::uint64_t kShuffleStream = 2;
constexpr double kSmallerStep = 0.5;
/// In one round. A policy that steps of a millionth still move too far is moved by rounding alone.
constexpr int kMostSmallerSteps = 20;

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
        meanEntropy(-(fixed.exp() * fixed).sum(2), minibatch.of(rollout.masks.policy), ppoConventionFromText(m_options.convention))
            .item<double>();
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

void PolicyTrainer::learn(const StepLoss& loss, UpdateSteps& steps) {
    loss.total.backward();
    checkFinite(loss.total.item<double>(), "the loss");
    const double norm =
        clipGradientNorm({&m_policyAdam->parameters(), &m_ownAdam->parameters()}, m_options.maxGradientNorm);
    checkFinite(norm, "the gradient norm");
    Metrics said = loss.metrics;
    said["policy/gradient_norm"] = norm;
    steps.take(std::move(said));
}

/// A step is looked at by the minibatch behind it; behind the last one of a round there is none, so that its own is asked again.
bool PolicyTrainer::endsTooFar(const Rollout& rollout, const Minibatch& minibatch, const UpdateSteps& steps) {
    if (!steps.areWatched()) return false;
    const torch::NoGradGuard noGrad;
    const auto result = step(rollout, minibatch);
    checkFinite(result.total.item<double>(), "the loss");
    return steps.wentTooFar(result.moved);
}

void PolicyTrainer::update(const Rollout& rollout, Rng& rng, Metrics& metrics, Observer& observer) {
    std::vector<std::int64_t> order(rollout.images.size());
    std::iota(order.begin(), order.end(), std::int64_t{0});
    Rng shuffling = rng.fork(kShuffleStream);
    const auto size = static_cast<std::size_t>(m_options.minibatchImages);
    UpdateSteps steps(*m_policyAdam, *m_ownAdam, m_options.updateKlLimit);
    int smaller = 0;
    bool ended = false;
    for (int epoch = 0; epoch < m_options.epochs && !ended; ++epoch) {
        shuffling.shuffle(order);
        for (std::size_t at = 0; at < order.size() && !ended;) {
            observer.breathe();
            const auto batch = minibatch(
                rollout, {order.begin() + static_cast<std::ptrdiff_t>(at),
                          order.begin() + static_cast<std::ptrdiff_t>(std::min(at + size, order.size()))});
            m_policyAdam->zeroGradients();
            m_ownAdam->zeroGradients();
            const auto result = step(rollout, batch);
            if (steps.count() == 0) checkFirstRatio(result.ratio, batch.of(rollout.masks.policy),
                                        multipliesInBfloat16(m_options, rollout.features.device()));
            bool tooFar = steps.wentTooFar(result.moved);
            if (!tooFar) {
                learn(result, steps);
                const bool isLast = epoch + 1 == m_options.epochs && at + size >= order.size();
                tooFar = isLast && endsTooFar(rollout, batch, steps);
            }
            if (!tooFar) {
                at += size;
                continue;
            }
            steps.takeBack();
            ended = smaller++ == kMostSmallerSteps || !takeSmallerSteps(steps.count(), observer);
            // The step that was taken back was the round's first: the round begins again.
            epoch = 0;
            at = 0;
        }
    }
    steps.tell(metrics);
}

}  // namespace attune
