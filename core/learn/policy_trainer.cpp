#include "learn/policy_trainer.h"

#include <algorithm>
#include <chrono>
#include <numeric>

#include "data/error.h"
#include "learn/decoder_parameters.h"
#include "learn/invariants.h"
#include "learn/masked.h"
#include "learn/parameter_hash.h"

namespace attune {
namespace {

/// Adam's epsilon in policy optimisation: larger than usual, so that tiny second moments early on take no
/// leaps (Huang et al. 2022, "The 37 implementation details of PPO").
constexpr double kAdamEpsilon = 1e-5;

/// Labels of the random streams of a round.
enum Stream : std::uint64_t { SamplingStream = 1, ShuffleStream = 2, OrderStream = 3 };

class Stopwatch {
  public:
    /// Seconds since construction or the last call.
    double lap() {
        const auto now = std::chrono::steady_clock::now();
        const double seconds = std::chrono::duration<double>(now - m_from).count();
        m_from = now;
        return seconds;
    }

  private:
    std::chrono::steady_clock::time_point m_from = std::chrono::steady_clock::now();
};

/// Clipping takes the gradient off tokens that have moved far; it does not keep their neighbours' updates
/// from pushing them on, and within one or two steps the probability of a word, the end token for one, can
/// collapse. The step that did it is taken back.
bool hasMovedTooFar(const Metrics& step, double limit) {
    const auto at = step.find("policy/approxkl_avg");
    return limit > 0 && at != step.end() && at->second > limit;
}

void addRolloutMetrics(const Rollout& rollout, double beta, Metrics& metrics) {
    const auto& mask = rollout.masks.policy;
    const auto perCaption = [&](const torch::Tensor& values) {
        return (values * mask).sum(1).mean().item<double>();
    };
    const double kl = perCaption(rollout.logprobs - rollout.reference);
    metrics["objective/kl"] = kl;
    metrics["objective/kl_coef"] = beta;
    metrics["objective/entropy"] = perCaption(-rollout.logprobs);
    metrics["objective/non_score_reward"] = -beta * kl;
    metrics["objective/rlhf_reward"] = -beta * kl + rollout.scores.mean().item<double>();
    metrics["objective/scores"] = rollout.reward.mean.mean().item<double>();
    metrics["objective/scores_std"] = rollout.reward.mean.std(false).item<double>();
    if (rollout.reward.deviation.defined())
        metrics["objective/scores_uncertainty"] = rollout.reward.deviation.mean().item<double>();
    metrics["objective/length"] = mask.sum(1).mean().item<double>();
    metrics["val/num_eos_tokens"] = rollout.packed.ended.sum().item<double>();
}

}  // namespace

PolicyTrainer::PolicyTrainer(std::shared_ptr<Captioner> policy, std::shared_ptr<Captioner> reference,
                             ImageSet images, RewardFunction reward, const PolicyOptions& options,
                             std::uint64_t seed)
    : m_policy(std::move(policy)),
      m_reference(std::move(reference)),
      m_images(std::move(images)),
      m_reward(std::move(reward)),
      m_options(options),
      m_seed(seed),
      m_kl(options.klCoefficient, options.klTarget, options.klHorizon),
      m_rng(seed) {
    if (m_images.count < 1) throw Error("there are no images to optimise on");
    if (m_options.maxNewTokens + 1 > m_policy->maxPositions())
        throw Error("captions of " + std::to_string(m_options.maxNewTokens) + " tokens are too long",
                    "the captioner takes " + std::to_string(m_policy->maxPositions() - 1));
    if (!m_reference) m_reference = m_policy->copy();
    m_reference->eval();
    m_referenceHash = parameterHash(*m_reference);
    m_startsAtReference = parameterHash(*m_policy) == m_referenceHash;
    // Nothing is dropped out anywhere: sampling, reference and update must see the same network.
    m_policy->eval();
    auto parameters = trainDecoderOnly(*m_policy, m_images.features({0}));
    const auto device = parameters.front().second.device();
    m_algorithm = makePolicyAlgorithm(m_options, *m_policy, device);
    m_policyAdam = std::make_unique<Adam>(
        std::move(parameters), AdamOptions{.learningRate = m_options.learningRate, .epsilon = kAdamEpsilon});
    m_ownAdam = std::make_unique<Adam>(
        m_algorithm->parameters(),
        AdamOptions{.learningRate = m_options.criticLearningRate, .epsilon = kAdamEpsilon});
}

PolicyTrainer::~PolicyTrainer() = default;

std::vector<std::int64_t> PolicyTrainer::nextImages() {
    std::vector<std::int64_t> picked;
    while (static_cast<int>(picked.size()) < m_options.images) {
        if (m_cursor >= static_cast<std::int64_t>(m_imageOrder.size())) {
            m_imageOrder.resize(static_cast<std::size_t>(m_images.count));
            std::iota(m_imageOrder.begin(), m_imageOrder.end(), std::int64_t{0});
            m_rng.fork(OrderStream).shuffle(m_imageOrder);
            m_rng.next();
            m_cursor = 0;
        }
        picked.push_back(m_imageOrder[static_cast<std::size_t>(m_cursor++)]);
        // A set smaller than a round is gone through once, not repeated within it.
        if (static_cast<std::int64_t>(picked.size()) == m_images.count) break;
    }
    return picked;
}

RoundReport PolicyTrainer::round(Observer& observer) {
    RoundReport report;
    Stopwatch watch;
    const auto images = nextImages();
    Rng rng = m_rng.fork(static_cast<std::uint64_t>(m_round) + 1000);

    observer.phase("rollout");
    auto& rollout = report.rollout;
    rollout =
        sampleRollout(*m_policy, m_images, images, m_options, rng.fork(SamplingStream).next(), observer);
    const auto own = teacherForce(*m_policy, rollout, m_options, true, observer);
    rollout.logprobs = own.logprobs;
    rollout.entropy = own.entropy;
    rollout.hidden = own.hidden;
    report.seconds.rollout = watch.lap();

    observer.phase("reward");
    score(rollout, report.metrics);
    report.seconds.reward = watch.lap();

    observer.phase("reference");
    rollout.reference = teacherForce(*m_reference, rollout, m_options, false, observer).logprobs;
    report.seconds.reference = watch.lap();

    observer.phase("update");
    checkRollout(rollout);
    addRolloutMetrics(rollout, m_kl.beta(), report.metrics);
    if (m_round == 0 && m_startsAtReference) checkInitialKl(report.metrics["objective/kl"]);
    m_algorithm->prepare(rollout, m_kl.beta(), report.metrics);
    update(rollout, rng, report.metrics, observer);
    m_kl.update(report.metrics["objective/kl"], static_cast<double>(rollout.size()));
    report.seconds.update = watch.lap();

    report.round = ++m_round;
    m_episodes += rollout.size();
    report.metrics["lr"] = m_options.learningRate;
    report.metrics["episode"] = static_cast<double>(m_episodes);
    report.metrics["eps"] = static_cast<double>(rollout.size()) / std::max(report.seconds.total(), 1e-9);
    return report;
}

void PolicyTrainer::score(Rollout& rollout, Metrics& metrics) {
    const torch::NoGradGuard noGrad;
    const RewardRequest request{rollout.images, rollout.features, rollout.imageOfRow, rollout.rows};
    rollout.reward = m_reward(request);
    if (rollout.reward.mean.numel() != rollout.size())
        throw Error("the reward gave " + std::to_string(rollout.reward.mean.numel()) + " scores for " +
                    std::to_string(rollout.size()) + " captions");
    auto scores = rollout.reward.mean.to(torch::kFloat32);
    if (m_options.lowerBound > 0) {
        if (!rollout.reward.deviation.defined())
            throw Error("the option lower_bound needs a reward that knows its uncertainty");
        scores = scores - m_options.lowerBound * rollout.reward.deviation;
    }
    if (m_options.scoreNormalization == "running") {
        m_normalizer.add(scores);
        scores = m_normalizer.apply(scores).to(torch::kFloat32);
    }
    if (m_options.scoreClip > 0) scores = scores.clamp(-m_options.scoreClip, m_options.scoreClip);
    scores = scores.to(rollout.logprobs.device());
    rollout.scores =
        scores - m_options.missingEndPenalty * rollout.packed.ended.logical_not().to(torch::kFloat32);
    metrics["objective/scores_normalized"] = rollout.scores.mean().item<double>();
}

StepLoss PolicyTrainer::step(const Rollout& rollout, const Minibatch& minibatch,
                             const std::vector<std::int64_t>& images) {
    const auto device = rollout.features.device();
    const auto features = rollout.features.index_select(0, torch::tensor(images, torch::kInt64).to(device));
    const auto out = m_policy->decode(minibatch.of(rollout.packed.inputs()), features);
    const auto all = torch::log_softmax(out.logits / m_options.temperature, -1);  // (M, T, V)
    const auto logprobs =
        all.gather(2, minibatch.of(rollout.packed.targets()).unsqueeze(2)).squeeze(2);  // (M, T)
    auto result = m_algorithm->loss(minibatch, logprobs, out.hidden);
    const torch::NoGradGuard noGrad;
    const auto fixed = all.detach();
    result.metrics["policy/entropy_avg"] =
        maskedMean(-(fixed.exp() * fixed).sum(2), minibatch.of(rollout.masks.policy)).item<double>();
    return result;
}

void PolicyTrainer::update(const Rollout& rollout, Rng& rng, Metrics& metrics, Observer& observer) {
    const auto group = rollout.captionsPerImage;
    std::vector<std::int64_t> order(rollout.images.size());
    std::iota(order.begin(), order.end(), std::int64_t{0});
    Rng shuffling = rng.fork(ShuffleStream);
    const auto size = static_cast<std::size_t>(m_options.minibatchImages);
    const auto perEpoch = (order.size() + size - 1) / size;
    const auto total = static_cast<std::int64_t>(perEpoch) * m_options.epochs;
    const std::int64_t spare = m_options.convention == "trl" ? 2 : 1;
    Metrics sums;
    std::int64_t steps = 0;
    bool tooFar = false;
    Adam::Snapshot beforeLastStep;
    for (int epoch = 0; epoch < m_options.epochs && !tooFar; ++epoch) {
        shuffling.shuffle(order);
        for (std::size_t at = 0; at < order.size(); at += size) {
            observer.breathe();
            const std::vector<std::int64_t> images(
                order.begin() + static_cast<std::ptrdiff_t>(at),
                order.begin() + static_cast<std::ptrdiff_t>(std::min(at + size, order.size())));
            std::vector<std::int64_t> rows;
            std::int64_t longest = 0;
            for (const auto image : images) {
                for (std::int64_t j = 0; j < group; ++j) {
                    rows.push_back(image * group + j);
                    longest =
                        std::max(longest, static_cast<std::int64_t>(
                                              rollout.rows[static_cast<std::size_t>(rows.back())].size()));
                }
            }
            const Minibatch minibatch{torch::tensor(rows, torch::kInt64).to(rollout.features.device()),
                                      std::min(longest - 1 + spare, rollout.packed.length())};
            m_policyAdam->zeroGradients();
            m_ownAdam->zeroGradients();
            const auto result = step(rollout, minibatch, images);
            if (steps == 0) checkFirstRatio(result.ratio, minibatch.of(rollout.masks.policy));
            if (steps > 0 && hasMovedTooFar(result.metrics, m_options.updateKlLimit)) {
                m_policyAdam->restore(beforeLastStep);
                tooFar = true;
                break;
            }
            if (m_options.updateKlLimit > 0) beforeLastStep = m_policyAdam->snapshot();
            result.total.backward();
            checkFinite(result.total.item<double>(), "the loss");
            const double norm = clipGradientNorm({&m_policyAdam->parameters(), &m_ownAdam->parameters()},
                                                 m_options.maxGradientNorm);
            checkFinite(norm, "the gradient norm");
            m_policyAdam->step();
            m_ownAdam->step();
            for (const auto& [name, value] : result.metrics) sums[name] += value;
            sums["policy/gradient_norm"] += norm;
            observer.progress(++steps, total);
        }
    }
    for (const auto& [name, value] : sums) metrics[name] = value / static_cast<double>(steps);
    metrics["policy/updates"] = static_cast<double>(steps);
}

}  // namespace attune
