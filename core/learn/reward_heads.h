// An ensemble of small regression heads, evaluated together.
#pragma once

#include <torch/torch.h>

#include <map>
#include <string>
#include <vector>

#include "data/rng.h"
#include "learn/adam.h"
#include "learn/reward_fusion.h"

namespace attune {

/// Head k maps x, the standardised columns as its fusion weighs them with the fusion's extras behind them, to
/// b_k + w_k . x + v_k . tanh(U_k x + c_k). K heads, F columns, E extras, H hidden units; with H = 0 the heads are linear.
class RewardHeads {
  public:
    /// Linear parts start at 0, hidden weights and fusions at random. @throws Error unless the sizes are sensible
    RewardHeads(RewardHeadsShape shape, Rng& rng);
    /// From saved tensors. @throws Error if one is missing, mis-shaped or not finite
    RewardHeads(RewardHeadsShape shape, const std::map<std::string, torch::Tensor>& tensors);

    /// @param x  of N rows, standardised @return (K, N)
    torch::Tensor forward(const RewardInputs& x) const;
    /// What the output layer reads, all heads side by side, (N, K H); of linear heads the fused columns as their weights
    /// scale them, in the mean over heads, (N, F + E).
    torch::Tensor representation(const RewardInputs& x) const;
    /// (K, N, M), in the order of modalities(); undefined without gates.
    torch::Tensor gates(const RewardInputs& x) const { return m_fusion.forward(x).gates; }

    const std::vector<Modality>& modalities() const { return m_fusion.modalities(); }
    /// Whether `forward` needs the images' states.
    bool readsStates() const { return m_shape.fusion == FusionKind::CrossAttention; }
    const RewardHeadsShape& shape() const { return m_shape; }
    /// The tensors themselves, by name; the first dimension of each is the head.
    const NamedParameters& parameters() const { return m_parameters; }

  private:
    torch::Tensor& at(std::size_t i) { return m_parameters[i].second; }
    const torch::Tensor& at(std::size_t i) const { return m_parameters[i].second; }
    NamedParameters shaped() const;
    torch::Tensor weighted(const RewardInputs& x, const RewardFusion::Fused& fused, const torch::Tensor& weight) const;
    torch::Tensor hidden(const RewardInputs& x, const RewardFusion::Fused& fused) const;

    RewardHeadsShape m_shape;
    RewardFusion m_fusion;
    NamedParameters m_parameters;  ///< bias (K), linear (K, F+E), then U (K, F+E, H), c (K, H), v (K, H), the fusion's
};

}  // namespace attune
