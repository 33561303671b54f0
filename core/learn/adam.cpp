#include "learn/adam.h"

#include <cmath>

#include "data/error.h"

namespace attune {
namespace {

torch::Tensor savedTensor(const std::map<std::string, torch::Tensor>& tensors, const std::string& name,
                          torch::IntArrayRef shape) {
    const auto at = tensors.find(name);
    if (at == tensors.end()) throw Error("the saved state of the optimiser has no \"" + name + "\"");
    if (at->second.sizes() != shape) throw Error("\"" + name + "\" in the saved state has another shape");
    return at->second;
}

}  // namespace

Adam::Adam(NamedParameters parameters, AdamOptions given)
    : options(given), m_parameters(std::move(parameters)) {
    for (const auto& [name, parameter] : m_parameters) {
        m_mean.push_back(torch::zeros_like(parameter));
        m_square.push_back(torch::zeros_like(parameter));
    }
}

void Adam::step() {
    const torch::NoGradGuard noGrad;
    ++m_steps;
    const double meanBias = 1 - std::pow(options.beta1, static_cast<double>(m_steps));
    const double squareBias = 1 - std::pow(options.beta2, static_cast<double>(m_steps));
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        auto parameter = m_parameters[i].second;
        const auto& gradient = parameter.grad();
        if (!gradient.defined()) continue;
        if (options.weightDecay > 0) parameter.mul_(1 - options.learningRate * options.weightDecay);
        m_mean[i].mul_(options.beta1).add_(gradient, 1 - options.beta1);
        m_square[i].mul_(options.beta2).addcmul_(gradient, gradient, 1 - options.beta2);
        const auto scale = (m_square[i].sqrt() / std::sqrt(squareBias)).add_(options.epsilon);
        parameter.addcdiv_(m_mean[i], scale, -options.learningRate / meanBias);
    }
}

void Adam::zeroGradients() {
    for (auto& [name, parameter] : m_parameters) parameter.mutable_grad() = torch::Tensor();
}

void Adam::keep(Snapshot& snapshot) const {
    const torch::NoGradGuard noGrad;
    if (snapshot.parameters.empty())
        for (std::size_t i = 0; i < m_parameters.size(); ++i) {
            snapshot.parameters.push_back(torch::empty_like(m_parameters[i].second));
            snapshot.mean.push_back(torch::empty_like(m_mean[i]));
            snapshot.square.push_back(torch::empty_like(m_square[i]));
        }
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        snapshot.parameters[i].copy_(m_parameters[i].second);
        snapshot.mean[i].copy_(m_mean[i]);
        snapshot.square[i].copy_(m_square[i]);
    }
    snapshot.steps = m_steps;
}

void Adam::restore(const Snapshot& snapshot) {
    const torch::NoGradGuard noGrad;
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        m_parameters[i].second.copy_(snapshot.parameters[i]);
        m_mean[i].copy_(snapshot.mean[i]);
        m_square[i].copy_(snapshot.square[i]);
    }
    m_steps = snapshot.steps;
}

void Adam::saveState(const std::string& prefix, std::map<std::string, torch::Tensor>& tensors) const {
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        tensors[prefix + m_parameters[i].first + ".exp_avg"] = m_mean[i];
        tensors[prefix + m_parameters[i].first + ".exp_avg_sq"] = m_square[i];
    }
    tensors[prefix + "step"] = torch::tensor({m_steps}, torch::kInt64);
}

void Adam::loadState(const std::string& prefix, const std::map<std::string, torch::Tensor>& tensors) {
    const torch::NoGradGuard noGrad;
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        const auto name = prefix + m_parameters[i].first;
        m_mean[i].copy_(savedTensor(tensors, name + ".exp_avg", m_mean[i].sizes()));
        m_square[i].copy_(savedTensor(tensors, name + ".exp_avg_sq", m_square[i].sizes()));
    }
    m_steps = savedTensor(tensors, prefix + "step", {1}).item<std::int64_t>();
}

double clipGradientNorm(const std::vector<const NamedParameters*>& groups, double limit) {
    const torch::NoGradGuard noGrad;
    std::vector<torch::Tensor> norms;
    for (const auto* group : groups)
        for (const auto& [name, parameter] : *group)
            if (parameter.grad().defined()) norms.push_back(parameter.grad().norm());
    if (norms.empty()) return 0;
    const double norm = torch::stack(norms).norm().item<double>();
    // A norm that is not finite is the caller's to name; scaling by it would hide where it came from.
    if (!std::isfinite(norm) || norm <= limit) return norm;
    const double factor = limit / (norm + 1e-6);
    for (const auto* group : groups)
        for (const auto& [name, parameter] : *group)
            if (parameter.grad().defined()) parameter.mutable_grad().mul_(factor);
    return norm;
}

}  // namespace attune
