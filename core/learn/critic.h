// The value head of PPO: a linear map of the policy's own states.
#pragma once

#include <torch/torch.h>

#include "learn/adam.h"

namespace attune {

/// V(s_t) = w . h_t + b. The states arrive detached: a critic that starts at random and reaches into the trunk drags
/// the policy several nats away before it has learnt anything.
class Critic {
  public:
    Critic(std::int64_t width, torch::Device device);

    /// @param hidden (.., D) @return (..)
    torch::Tensor values(const torch::Tensor& hidden) const;
    /// Ridge regression of the returns on the states, in float64. @param hidden (M, D) @param returns (M)
    /// @return the share of the returns' variance that is explained
    double fit(const torch::Tensor& hidden, const torch::Tensor& returns, double ridge = 1.0);

    const NamedParameters& parameters() const { return m_parameters; }

  private:
    NamedParameters m_parameters;  ///< weight (D), bias (1)
};

}  // namespace attune
