// The steps of the optimisers in one round: what they said, and the way back behind the last of them.
#pragma once

#include "learn/policy_algorithm.h"

namespace attune {

/// Clipping takes the gradient off tokens that have moved far; it does not keep their neighbours' updates
/// from pushing them on, and within one or two steps the probability of a word, the end token for one, can
/// collapse. The step that did it is taken back, once the policy has been asked again behind it.
class UpdateSteps {
  public:
    /// @param klLimit  nats per token that the policy may be away from where the round began; 0 for no limit
    UpdateSteps(Adam& policy, Adam& own, double klLimit) : m_policy(policy), m_own(own), m_klLimit(klLimit) {}

    /// Steps that were not taken back.
    std::int64_t count() const { return m_count; }
    bool areWatched() const { return m_klLimit > 0; }
    /// Whether the last step led too far. @param moved  what a minibatch says behind it
    bool wentTooFar(double moved) const { return m_count > 0 && areWatched() && moved > m_klLimit; }

    /// One step along the gradients. @param said  of the minibatch that they come from
    void take(Metrics said);
    /// The last step; there is a way back behind that one alone.
    void takeBack();
    /// Adds the mean of what the steps said, nothing where none was kept; `policy/updates`, how many they are; and of two or more
    /// `val/ratio_var`, which as in TRL is the (unbiased) variance of their `val/ratio`.
    void tell(Metrics& metrics) const;

  private:
    Adam& m_policy;
    Adam& m_own;
    double m_klLimit;
    std::int64_t m_count = 0;
    Adam::Snapshot m_policyBefore, m_ownBefore;  ///< the last step
    Metrics m_last, m_sums;                      ///< what it said, and all of them
    std::vector<double> m_ratios;                ///< of each step; behind m_count those that were taken back
};

}  // namespace attune
