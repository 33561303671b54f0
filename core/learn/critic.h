// The value head of PPO: a linear map of a decoder's states and of how the image's other captions did.
#pragma once

#include <torch/torch.h>

#include "learn/adam.h"

namespace attune {

/// V(s_t) = w . x_t + b, where x_t is the decoder's state h_t and the mean score of the image's other
/// captions: they tell how hard the image is, and a caption's own words have no part in them, so that the
/// advantage stays unbiased (as in RLOO, Kool et al. 2019). States of the policy arrive detached: a critic that
/// starts at random and reaches into the trunk drags the policy several nats away before it has learnt anything.
class Critic {
  public:
    Critic(std::int64_t width, torch::Device device);

    /// @param inputs (.., width) @return (..)
    torch::Tensor values(const torch::Tensor& inputs) const;
    /// Ridge regression of the returns on the inputs, in float64. @param inputs (M, width) @param returns (M)
    /// @return the share of the returns' variance that is explained
    double fit(const torch::Tensor& inputs, const torch::Tensor& returns, double ridge = 1.0);

    const NamedParameters& parameters() const { return m_parameters; }

  private:
    NamedParameters m_parameters;  ///< weight (width), bias (1)
};

}  // namespace attune
