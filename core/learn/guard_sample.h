// The captions that the guard judges a policy by: of the same pictures, with the same random numbers, after every round.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <map>
#include <string>

#include "data/observer.h"
#include "data/policy_options.h"
#include "learn/grounding.h"
#include "learn/rollout.h"

namespace attune {

/// A round's own rollout was sampled before the round's update and shows other pictures each time: it tells late, and with
/// noise. These captions show what the update did.
class GuardSample {
  public:
    /// @param images  of the run; half as many captions as a round samples, two of each picture, up to 512. Of few pictures up to
    /// four each, so that from 32 on they are enough to say what differs by more than chance
    GuardSample(std::int64_t images, const PolicyOptions& options, std::uint64_t seed);

    /// Samples with log-probabilities under the policy. @throws Cancelled
    Rollout write(Captioner& policy, const ImageSet& set, Observer& observer) const;

    /// @param rollout  with the reference's log-probabilities and, where there is one, the reward's scores
    /// @param reference  says how likely the reference finds captions of other pictures
    /// @return guard/kl, guard/entropy (nats per caption), guard/length (tokens), guard/repetition; where the captions are enough to
    /// say, guard/grounding (nats per caption) and guard/reference_logprob (nats per token); and of a reward guard/scores and, of an
    /// ensemble, guard/gain and guard/gain_deviation: the mean and deviation over its heads of how much better each finds these
    /// captions than those of the first call
    std::map<std::string, double> measure(const Rollout& rollout, const TokenLogprobs& reference);

  private:
    std::int64_t m_count;
    PolicyOptions m_options;
    std::uint64_t m_seed;
    torch::Tensor m_first;  ///< (K) mean score by head, of the first call
};

}  // namespace attune
