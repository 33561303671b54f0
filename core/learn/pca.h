// Principal components: the plane in which points differ most.
#pragma once

#include <torch/torch.h>

namespace attune {

struct PrincipalComponents {
    torch::Tensor mean;        ///< (D)
    torch::Tensor components;  ///< (K, D), of unit length, by falling variance; the largest entry of each is positive
    torch::Tensor explained;   ///< (K) share of the variance, in [0, 1]

    /// @param points (N, D), on any device @return (N, K), on the CPU
    torch::Tensor project(const torch::Tensor& points) const;
};

/// @param points (N, D), N >= 1 @param count  K, at most D; components behind the rank are zero
PrincipalComponents principalComponents(const torch::Tensor& points, std::int64_t count = 2);

/// The same by subspace iteration (Halko, Martinsson and Tropp 2011), in a fraction of the time where D is in the
/// hundreds: for layouts that are made again and again while something learns. Components of nearly equal variance may
/// come out mixed. The same points give the same components.
PrincipalComponents leadingComponents(const torch::Tensor& points, std::int64_t count = 2);

}  // namespace attune
