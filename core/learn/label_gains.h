// What to ask a rater next: captions that the reward is unsure of and that are unlike each other.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

#include "data/observer.h"

namespace attune {

/// One row for each caption, N in all.
struct LabelCandidates {
    torch::Tensor columns;             ///< (N, F) what the reward's heads read, standardised
    torch::Tensor deviation;           ///< (N) over the ensemble, not negative
    std::vector<std::int64_t> groups;  ///< captions that a rater sees together: the image of each
    std::vector<bool> rated;
};

/// How much a rating of each caption would tell, given those that are rated and those that are asked for before it.
///
/// The scores are taken to be a Gaussian process with covariance u_i u_j <phi_i, phi_j>, phi the centred columns at length 1
/// and u the ensemble's deviation. Group after group is chosen whose captions' mean variance is largest, and the others'
/// variance is what is left once its ratings are known (batch design for Bayesian linear regression; MacKay 1992,
/// "Information-based objective functions for active data selection"). Deviation alone asks the same question many times.
///
/// @param groups  so many are chosen one after the other; those left keep the variance that is then left to them
/// @return (N) float32: the variance of a caption when its group was chosen, so that groups in the order of their means are
/// in the order of choice; 0 for rated ones @throws Cancelled
torch::Tensor labelGains(const LabelCandidates& candidates, std::int64_t groups, Observer& observer);

}  // namespace attune
