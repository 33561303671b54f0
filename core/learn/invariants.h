// What must hold in every round of policy optimisation. A broken invariant is a fault in program or data that would
// otherwise show as a policy that quietly gets worse.
#pragma once

#include <string>
#include <utility>

#include "data/error.h"
#include "learn/policy_algorithm.h"

namespace attune {

/// It stops a run in the middle of a round, so that what was saved last is sound: the run can be resumed from there.
class BrokenInvariant : public Error {
  public:
    BrokenInvariant(const Error& words, std::string invariant) : Error(words), m_invariant(std::move(invariant)) {}

    /// Its name: "the KL is 0 at step 0".
    const std::string& invariant() const { return m_invariant; }

  private:
    std::string m_invariant;
};

/// Masks add up to the captions' lengths; log-probabilities are finite, and so are states and scores where there are some.
/// @throws BrokenInvariant, here and below
void checkRollout(const Rollout& rollout);

/// Before the first step of a round the policy is the one that sampled: every ratio is 1 up to rounding.
/// @param bfloat16  rounding is that of bfloat16, on average over the tokens
void checkFirstRatio(const torch::Tensor& ratio, const torch::Tensor& mask, bool bfloat16 = false);

/// At step 0 policy and reference are the same network, so their KL is 0.
void checkInitialKl(double kl);

/// @param what  "the loss", "the gradient norm"
void checkFinite(double value, const std::string& what);

}  // namespace attune
