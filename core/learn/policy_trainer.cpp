#include "learn/policy_trainer.h"

#include <algorithm>
#include <chrono>
#include <numeric>
#include <set>
#include <utility>

#include "data/error.h"
#include "learn/decoder_parameters.h"
#include "learn/invariants.h"
#include "learn/masked.h"
#include "learn/parameter_hash.h"
#include "learn/policy_lora.h"
#include "learn/ppo_math.h"
#include "model/device_memory.h"

namespace attune {
namespace {

/// Adam's epsilon in policy optimisation: larger than usual, so that tiny second moments early on take no
/// leaps (Huang et al. 2022, "The 37 implementation details of PPO").
constexpr double kAdamEpsilon = 1e-5;
/// Preferences by which it is seen whether people want captions that tell more.
constexpr std::int64_t kLeastPreferences = 8, kMostPreferences = 128;

/// Labels of the random streams of a round.
enum Stream : std::uint64_t { SamplingStream = 1, OrderStream = 3, PairStream = 4, AdapterStream = 5, GuardStream = 6 };

class Stopwatch {
  public:
    explicit Stopwatch(torch::Device device) : m_device(device) {}

    /// Seconds since construction or the last call. Waits for the device: what was only asked of it would count for the next.
    double lap() {
        synchronize(m_device);
        const auto now = std::chrono::steady_clock::now();
        const double seconds = std::chrono::duration<double>(now - m_from).count();
        m_from = now;
        return seconds;
    }

  private:
    torch::Device m_device;
    std::chrono::steady_clock::time_point m_from = std::chrono::steady_clock::now();
};

/// As in TRL's PPO trainer, `objective/kl` is estimated as the penalty is: k1, the plain sum of logp - logp_ref, unless the
/// option kl_estimator says k3. So `objective/non_score_reward` is what was taken from the score that the policy is taught,
/// `objective/scores_normalized`, and `objective/rlhf_reward` is what is left.
void addRolloutMetrics(const Rollout& rollout, double beta, const PolicyOptions& options, Metrics& metrics) {
    const auto& masks = rollout.masks;
    // The one that is taken: GRPO's loss has k3 (Shao et al. 2024, equation 4).
    const auto estimator = options.algorithm == "grpo" ? KlEstimator::K3 : klEstimatorFromText(options.klEstimator);
    const double kl = responseKl(rollout.logprobs, rollout.reference, masks, estimator).item<double>();
    metrics["objective/kl"] = kl;
    metrics["objective/kl_coef"] = beta;
    metrics["objective/entropy"] = responseEntropy(rollout.logprobs, masks, ppoConventionFromText(options.convention)).item<double>();
    metrics["objective/non_score_reward"] = -beta * kl;
    metrics["objective/length"] = masks.policy.sum(1).mean().item<double>();
    metrics["val/num_eos_tokens"] = rollout.packed.ended.sum().item<double>();
    if (!rollout.reward.mean.defined()) return;
    metrics["objective/rlhf_reward"] = -beta * kl + rollout.scores.mean().item<double>();
    metrics["objective/scores"] = rollout.reward.mean.mean().item<double>();
    metrics["objective/scores_std"] = rollout.reward.mean.std(false).item<double>();
    if (rollout.reward.deviation.defined())
        metrics["objective/scores_uncertainty"] = rollout.reward.deviation.mean().item<double>();
}

}  // namespace

PolicyTrainer::PolicyTrainer(std::shared_ptr<Captioner> policy, std::shared_ptr<Captioner> reference,
                             ImageSet images, RewardFunction reward, const PolicyOptions& options,
                             std::uint64_t seed, PreferenceSet pairs, const HeldOutSet& heldOut)
    : m_policy(std::move(policy)),
      m_reference(std::move(reference)),
      m_images(std::move(images)),
      m_reward(std::move(reward)),
      m_pairs(std::move(pairs)),
      m_options(options),
      m_seed(seed),
      m_kl(options.klCoefficient, options.klTarget, options.klHorizon),
      m_shaper(options),
      m_guardSample(m_images.count, options, Rng(seed).fork(GuardStream).next()),
      m_heldOut(heldOut, options),
      m_rng(seed),
      m_imageDeck(m_images.count),
      m_pairDeck(m_pairs.size()) {
    if (m_images.count < 1) throw Error("there are no images to optimise on");
    if (m_options.maxNewTokens + 1 > m_policy->maxPositions())
        throw Error("captions of " + std::to_string(m_options.maxNewTokens) + " tokens are too long",
                    "the captioner takes " + std::to_string(m_policy->maxPositions() - 1));
    const bool adapts = m_options.loraRank > 0;
    if (!m_reference && !adapts) m_reference = m_policy->copy();
    if (m_reference) m_reference->eval();
    m_referenceHash = parameterHash(m_reference ? *m_reference : *m_policy);
    m_startsAtReference = !m_reference || parameterHash(*m_policy) == m_referenceHash;
    // Nothing is dropped out anywhere: sampling, reference and update must see the same network.
    m_policy->eval();
    const auto features = m_images.features({0});
    if (adapts)
        m_lora = adaptDecoder(*m_policy, m_options.loraRank, m_options.loraAlpha, m_options.loraTargets,
                              Rng(seed).fork(AdapterStream).next());
    auto parameters = adapts ? m_lora->parameters() : trainDecoderOnly(*m_policy, features);
    m_algorithm = makePolicyAlgorithm(m_options, *m_policy, features);
    if (m_algorithm->learnsFromGiven() && m_pairs.size() == 0)
        throw Error("there are no captions to learn from", "", "edit, compare or rate some, or import references");
    if (!m_algorithm->learnsFromGiven() && !m_reward)
        throw Error("there is no reward to optimise the captioner against");
    m_policyAdam = std::make_unique<Adam>(
        std::move(parameters), AdamOptions{.learningRate = m_options.learningRate, .epsilon = kAdamEpsilon});
    m_ownAdam = std::make_unique<Adam>(
        m_algorithm->parameters(),
        AdamOptions{.learningRate = m_options.criticLearningRate, .epsilon = kAdamEpsilon});
}

PolicyTrainer::~PolicyTrainer() = default;

RoundReport PolicyTrainer::round(Observer& observer) {
    RoundReport report;
    Stopwatch watch(m_policy->parameters().front().device());
    const auto images = m_imageDeck.deal(m_options.images, m_rng, OrderStream);
    Rng rng = m_rng.fork(static_cast<std::uint64_t>(m_round) + 1000);

    observer.phase("rollout");
    auto& rollout = report.rollout;
    rollout =
        sampleRollout(*m_policy, m_images, images, m_options, rng.fork(SamplingStream).next(), observer);
    const auto own = teacherForce(*m_policy, rollout, m_options, true, observer);
    rollout.logprobs = own.logprobs;
    rollout.hidden = own.hidden;
    report.seconds.rollout = watch.lap();

    observer.phase("reward");
    score(rollout, report.metrics, observer);
    report.seconds.reward = watch.lap();

    observer.phase("reference");
    rollout.reference = underReference(rollout, observer).logprobs;
    report.seconds.reference = watch.lap();

    observer.phase("update");
    checkRollout(rollout);
    addRolloutMetrics(rollout, m_kl.beta(), m_options, report.metrics);
    if (m_round == 0 && m_startsAtReference) checkInitialKl(report.metrics["objective/kl"]);
    const auto pairs = m_algorithm->learnsFromGiven() ? nextPairs(observer) : Rollout{};
    const auto& lesson = m_algorithm->learnsFromGiven() ? pairs : rollout;
    m_algorithm->prepare(lesson, m_kl.beta(), report.metrics, observer);
    update(lesson, rng, report.metrics, observer);
    m_kl.update(report.metrics["objective/kl"], static_cast<double>(rollout.size()));
    report.seconds.update = watch.lap();

    report.round = ++m_round;
    m_episodes += rollout.size();
    report.metrics["lr"] = m_policyAdam->options.learningRate;
    report.metrics["episode"] = static_cast<double>(m_episodes);
    report.metrics["eps"] = static_cast<double>(rollout.size()) / std::max(report.seconds.total(), 1e-9);
    return report;
}

Metrics PolicyTrainer::look(Observer& observer) {
    observer.phase("look back");
    auto rollout = m_guardSample.write(*m_policy, m_images, observer);
    rollout.reference = underReference(rollout, observer).logprobs;
    if (m_reward) rollout.reward = m_reward(RewardRequest{rollout.images, rollout.features, rollout.imageOfRow, rollout.rows});
    const TokenLogprobs reference = [&](const Rollout& shown) { return underReference(shown, observer).logprobs; };
    auto metrics = m_guardSample.measure(rollout, reference);
    if (m_looks++ == 0 && metrics.contains("guard/grounding")) addPreferences(reference, metrics);
    metrics.merge(m_heldOut.measure(*m_policy, m_images, observer));
    return metrics;
}

void PolicyTrainer::addPreferences(const TokenLogprobs& reference, Metrics& metrics) const {
    const auto pairs = m_pairs.spread(kMostPreferences);
    if (std::ssize(pairs.rejected) < kLeastPreferences) return;
    TokenRows rows;
    for (std::size_t i = 0; i < pairs.images.size(); ++i) {
        rows.push_back(pairs.chosen[i]);
        rows.push_back(pairs.rejected[i]);
    }
    const auto told = grounding(givenRollout(*m_policy, m_images, pairs.images, std::move(rows), m_options), reference);
    if (!told.defined()) return;
    const auto each = told.view({-1, 2});  // (pairs, 2)
    const auto more = each.select(1, 0) - each.select(1, 1);
    std::set<std::pair<std::int64_t, std::vector<std::int64_t>>> judged;
    for (std::size_t i = 0; i < pairs.images.size(); ++i)
        for (const auto* side : {&pairs.chosen[i], &pairs.rejected[i]}) judged.emplace(pairs.images[i], *side);
    metrics["guard/preferences"] = static_cast<double>(pairs.size());
    metrics["guard/preference_judgements"] = static_cast<double>(judged.size());
    metrics["guard/preferences_grounded"] = ((more.sign() + 1) / 2).sum().item<double>();
}

TeacherForced PolicyTrainer::underReference(const Rollout& rollout, Observer& observer) {
    if (m_reference) return teacherForce(*m_reference, rollout, m_options, false, observer);
    const LoraOff off(m_lora.get());
    return teacherForce(*m_policy, rollout, m_options, false, observer);
}

void PolicyTrainer::score(Rollout& rollout, Metrics& metrics, Observer& observer) {
    const torch::NoGradGuard noGrad;
    const auto device = rollout.features.device();
    rollout.scores = torch::zeros({rollout.size()}, device);
    if (!m_reward) return;
    const auto ask = [&](const std::vector<std::int64_t>& imageOfRow, const TokenRows& rows) {
        auto reward = m_reward(RewardRequest{rollout.images, rollout.features, imageOfRow, rows});
        if (reward.mean.numel() != std::ssize(rows))
            throw Error("the reward gave " + std::to_string(reward.mean.numel()) + " scores for " +
                        std::to_string(rows.size()) + " captions");
        return reward;
    };
    rollout.reward = ask(rollout.imageOfRow, rollout.rows);
    m_shaper.observe(rollout.reward);
    const auto shaped = m_shaper.shape(rollout.reward, rollout.rows, rollout.packed.ended);
    rollout.scores = shaped.scores.to(device);
    metrics["objective/scores_normalized"] = rollout.scores.mean().item<double>();
    metrics["objective/length_penalty"] = shaped.lengthPenalty;
    metrics["objective/repetition_penalty"] = shaped.repetitionPenalty;
    if (!m_algorithm->needsGreedy()) return;
    const auto rows = greedyRows(*m_policy, rollout, m_options, observer);
    std::vector<std::int64_t> imageOfRow(rows.size());
    std::iota(imageOfRow.begin(), imageOfRow.end(), std::int64_t{0});
    const auto reward = ask(imageOfRow, rows);
    rollout.greedyScores = m_shaper.shape(reward, rows, packRows(rows, *m_policy).ended).scores.to(device);
    metrics["objective/greedy_scores"] = reward.mean.mean().item<double>();
}

Rollout PolicyTrainer::nextPairs(Observer& observer) {
    std::vector<std::int64_t> images;
    TokenRows rows;
    for (const auto pair : m_pairDeck.deal(m_options.images, m_rng, PairStream)) {
        const auto at = static_cast<std::size_t>(pair);
        images.push_back(m_pairs.images[at]);
        rows.push_back(m_pairs.chosen[at]);
        if (!m_pairs.rejected.empty()) rows.push_back(m_pairs.rejected[at]);
    }
    auto pairs = givenRollout(*m_policy, m_images, std::move(images), std::move(rows), m_options);
    pairs.logprobs = teacherForce(*m_policy, pairs, m_options, false, observer).logprobs;
    pairs.reference = underReference(pairs, observer).logprobs;
    checkRollout(pairs);
    return pairs;
}

}  // namespace attune
