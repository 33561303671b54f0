// What sets one policy-gradient method apart from another; the rest of a round is the trainer's.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "learn/adam.h"
#include "learn/rollout.h"

namespace attune {

using Metrics = std::map<std::string, double>;

/// Rows of a rollout that one step of the optimiser sees: whole groups of captions, cut to their longest.
struct Minibatch {
    torch::Tensor rows;  ///< (M) int64, indices into the rollout
    std::int64_t length = 0;
    /// These rows of (N, T, ..) or (N) per-row values.
    torch::Tensor of(const torch::Tensor& values) const {
        const auto own = values.index_select(0, rows);
        return own.dim() > 1 ? own.narrow(1, 0, length) : own;
    }
};

/// What a step's losses say besides the loss.
struct StepLoss {
    torch::Tensor total;  ///< scalar, with gradient
    torch::Tensor ratio;  ///< (M, T) for the invariant check
    Metrics metrics;      ///< averaged over the steps of a round
};

class PolicyAlgorithm {
  public:
    virtual ~PolicyAlgorithm() = default;

    /// Once per round, without gradients: advantages and whatever else the losses need. Adds to the metrics.
    /// @param beta  current weight of the KL penalty
    virtual void prepare(const Rollout& rollout, double beta, Metrics& metrics) = 0;
    /// @param logprobs (M, T) of the policy now, with gradient @param hidden (M, T, D) its states
    virtual StepLoss loss(const Minibatch& minibatch, const torch::Tensor& logprobs, const torch::Tensor& hidden) = 0;
    /// Parameters of its own beside the policy's: a critic's.
    virtual NamedParameters parameters() const { return {}; }
    /// State that parameters do not hold, as numbers.
    virtual std::map<std::string, double> state() const { return {}; }
    virtual void setState(const std::map<std::string, double>&) {}
};

/// @throws Error naming the algorithms there are
std::unique_ptr<PolicyAlgorithm> makePolicyAlgorithm(const PolicyOptions& options, const Captioner& policy,
                                                     torch::Device device);

}  // namespace attune
