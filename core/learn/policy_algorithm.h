// What sets one method of policy optimisation apart from another; the rest of a round is the trainer's.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "learn/adam.h"
#include "learn/rollout.h"

namespace attune {

using Metrics = std::map<std::string, double>;

/// Rows of a rollout that one step of the optimiser sees: equally many of each of some images, cut to their longest.
struct Minibatch {
    torch::Tensor rows;  ///< (M) int64, indices into the rollout
    std::int64_t length = 0;
    torch::Tensor features;  ///< (b, S, D_v) of its images, M / b rows each
    torch::Tensor inputs;    ///< (M, T) tokens that a decoder reads
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
    Metrics metrics;      ///< averaged over the steps of a round; `val/ratio` is always there
    double moved = 0;     ///< nats per token of the captions that the policy is from where the round began: what update_kl_limit limits
};

class PolicyAlgorithm {
  public:
    virtual ~PolicyAlgorithm() = default;

    /// Whether it learns from captions that it is given, instead of from what the policy samples: `prepare` is then given those of
    /// a PreferenceSet, rows 2i (preferred) and 2i + 1 (not) or row i (a demonstration), without scores and states.
    virtual bool learnsFromGiven() const { return false; }
    /// Whether `prepare` needs `Rollout::greedyScores`.
    virtual bool needsGreedy() const { return false; }

    /// Once per round, without gradients: advantages and whatever else the losses need. Adds to the metrics.
    /// @param beta  current weight of the KL penalty
    virtual void prepare(const Rollout& rollout, double beta, Metrics& metrics, Observer& observer) = 0;
    /// Rows of an image's that are learnt from, equally many of each image; asked after `prepare`.
    virtual std::vector<std::int64_t> rowsOf(const Rollout& rollout, std::int64_t image) const;
    /// @param logprobs (M, T) of the policy now, with gradient @param hidden (M, T, D) its states
    virtual StepLoss loss(const Minibatch& minibatch, const torch::Tensor& logprobs, const torch::Tensor& hidden) = 0;

    /// Parameters of its own beside the policy's: a critic's.
    virtual NamedParameters parameters() const { return {}; }
    /// State that parameters do not hold, as numbers.
    virtual std::map<std::string, double> state() const { return {}; }
    virtual void setState(const std::map<std::string, double>&) {}
};

/// @param features (1, S, D_v) of any image, for a critic of its own to be asked once
/// @throws Error naming the algorithms there are
std::unique_ptr<PolicyAlgorithm> makePolicyAlgorithm(const PolicyOptions& options, const Captioner& policy,
                                                     const torch::Tensor& features);

// The makers behind it, each in the file of its name.
std::unique_ptr<PolicyAlgorithm> makeReinforce(const PolicyOptions& options);
std::unique_ptr<PolicyAlgorithm> makeRloo(const PolicyOptions& options);
std::unique_ptr<PolicyAlgorithm> makeGrpo(const PolicyOptions& options);
std::unique_ptr<PolicyAlgorithm> makeDirectPreference(const PolicyOptions& options);
std::unique_ptr<PolicyAlgorithm> makeBestOfN();
std::unique_ptr<PolicyAlgorithm> makeSupervised();

/// A step's loss with what all methods say of how far the policy is from where the round began: `policy/approxkl_avg` and
/// `val/ratio`. @param logprobs, old, mask (M, T) @param numbers  scalars to be told as well
StepLoss stepLoss(const torch::Tensor& total, const torch::Tensor& logprobs, const torch::Tensor& old,
                  const torch::Tensor& mask, std::map<std::string, torch::Tensor> numbers);

/// Scores minus beta times each caption's KL to the reference, estimated from its tokens. @return (N)
torch::Tensor klPenalizedScores(const Rollout& rollout, double beta, KlEstimator estimator);

}  // namespace attune
