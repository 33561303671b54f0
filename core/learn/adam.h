// Adam with its state in plain sight, so that it can be saved by name and resumed to the last bit.
#pragma once

#include <torch/torch.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace attune {

using NamedParameters = std::vector<std::pair<std::string, torch::Tensor>>;

struct AdamOptions {
    double learningRate = 1e-3;
    double beta1 = 0.9;
    double beta2 = 0.999;
    double epsilon = 1e-8;
    double weightDecay = 0;  ///< decoupled (AdamW)
};

/// Kingma and Ba 2015, with bias correction; weight decay as Loshchilov and Hutter 2019.
class Adam {
  public:
    Adam(NamedParameters parameters, AdamOptions options);

    /// One step along the gradients; a parameter without one is left as it is.
    void step();
    void zeroGradients();
    const NamedParameters& parameters() const { return m_parameters; }
    AdamOptions options;

    /// Parameters and state as they are now, to go back to.
    struct Snapshot {
        std::vector<torch::Tensor> parameters, mean, square;
        std::int64_t steps = 0;
    };
    /// Keeps them in `snapshot`, whose tensors are written anew where it holds some: there is never more than one copy.
    void keep(Snapshot& snapshot) const;
    void restore(const Snapshot& snapshot);

    /// Adds the moments as "<prefix><parameter>.exp_avg" and ".exp_avg_sq", and the step count.
    void saveState(const std::string& prefix, std::map<std::string, torch::Tensor>& tensors) const;
    /// @throws Error if a moment is missing or mis-shaped
    void loadState(const std::string& prefix, const std::map<std::string, torch::Tensor>& tensors);

  private:
    NamedParameters m_parameters;
    std::vector<torch::Tensor> m_mean, m_square;
    std::int64_t m_steps = 0;
};

/// Scales all gradients by one factor so that their joint L2 norm is at most `limit`. @return the norm before
double clipGradientNorm(const std::vector<const NamedParameters*>& groups, double limit);

}  // namespace attune
