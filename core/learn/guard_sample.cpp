#include "learn/guard_sample.h"

#include <algorithm>
#include <numeric>

#include "learn/repetition.h"

namespace attune {
namespace {

/// Captions of a round for each picture here; how many captions each of these gets, and at most where pictures are few.
constexpr std::int64_t kRoundCaptionsEach = 4, kCaptionsEach = 2, kMostEach = 4;
constexpr std::int64_t kLeast = 8, kMost = 256;
/// From so many captions on, how likely they are differs from round to round by more than chance.
constexpr std::int64_t kTelling = 128;

}  // namespace

GuardSample::GuardSample(std::int64_t images, const PolicyOptions& options, std::uint64_t seed)
    : m_count(std::min(images, std::clamp(std::int64_t{options.images} * options.captionsPerImage / kRoundCaptionsEach, kLeast, kMost))),
      m_options(options),
      m_seed(seed) {
    const std::int64_t halfARound = std::int64_t{options.images} * options.captionsPerImage / 2;
    const std::int64_t wanted = std::min(kTelling, halfARound);
    m_options.captionsPerImage = std::clamp((wanted + m_count - 1) / m_count, kCaptionsEach, kMostEach);
}

Rollout GuardSample::write(Captioner& policy, const ImageSet& set, Observer& observer) const {
    std::vector<std::int64_t> images(static_cast<std::size_t>(m_count));
    std::iota(images.begin(), images.end(), std::int64_t{0});
    Rollout rollout = sampleRollout(policy, set, std::move(images), m_options, m_seed, observer);
    rollout.logprobs = teacherForce(policy, rollout, m_options, false, observer).logprobs;
    return rollout;
}

std::map<std::string, double> GuardSample::measure(const Rollout& rollout, const TokenLogprobs& reference) {
    const torch::NoGradGuard noGrad;
    const auto perCaption = [&](const torch::Tensor& values) { return values.sum(1).mean().item<double>(); };
    const auto& mask = rollout.masks.policy;  // (N, T)
    const double length = mask.sum(1).mean().item<double>();
    std::map<std::string, double> metrics{{"guard/kl", perCaption(rollout.logprobs - rollout.reference)},
                    {"guard/entropy", perCaption(-rollout.logprobs)},
                    {"guard/length", length},
                    {"guard/repetition", repeatedBigrams(rollout.rows)}};
    if (rollout.size() >= kTelling) {
        metrics["guard/reference_logprob"] = perCaption(rollout.reference) / std::max(length, 1.0);
        if (const auto told = grounding(rollout, reference); told.defined()) metrics["guard/grounding"] = told.mean().item<double>();
    }
    if (!rollout.reward.mean.defined()) return metrics;
    metrics["guard/scores"] = rollout.reward.mean.mean().item<double>();
    if (!rollout.reward.heads.defined()) return metrics;
    const auto byHead = rollout.reward.heads.mean(1);  // (K)
    if (!m_first.defined()) m_first = byHead;
    const auto gain = byHead - m_first;
    metrics["guard/gain"] = gain.mean().item<double>();
    metrics["guard/gain_deviation"] = gain.std(/*unbiased=*/false).item<double>();
    return metrics;
}

}  // namespace attune
