// An ensemble of small regression heads, evaluated together.
#pragma once

#include <torch/torch.h>

#include <map>
#include <string>
#include <vector>

#include "data/rng.h"
#include "learn/adam.h"

namespace attune {

/// Head k maps standardised features x to b_k + w_k . x + v_k . tanh(U_k x + c_k). K heads, F features, H hidden
/// units; with H = 0 the heads are linear.
class RewardHeads {
  public:
    /// Linear parts start at 0, hidden weights at random. @throws Error unless the sizes are sensible
    RewardHeads(std::int64_t heads, std::int64_t features, std::int64_t hidden, Rng& rng);
    /// From saved tensors. @throws Error if one is missing, mis-shaped or not finite
    RewardHeads(std::int64_t heads, std::int64_t features, std::int64_t hidden,
                const std::map<std::string, torch::Tensor>& tensors);

    /// @param x (N, F) @return (K, N)
    torch::Tensor forward(const torch::Tensor& x) const;
    /// The tensors themselves, by name; the first dimension of each is the head.
    const NamedParameters& parameters() const { return m_parameters; }

  private:
    torch::Tensor& at(std::size_t i) { return m_parameters[i].second; }
    const torch::Tensor& at(std::size_t i) const { return m_parameters[i].second; }
    NamedParameters shaped(std::int64_t heads, std::int64_t features, std::int64_t hidden) const;

    std::int64_t m_hidden;
    NamedParameters m_parameters;  ///< bias (K), linear (K, F), then U (K, F, H), c (K, H), v (K, H)
};

}  // namespace attune
