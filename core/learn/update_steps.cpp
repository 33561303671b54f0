#include "learn/update_steps.h"

#include <cstddef>
#include <utility>

namespace attune {

void UpdateSteps::take(Metrics said) {
    if (areWatched()) {
        m_policy.keep(m_policyBefore);
        m_own.keep(m_ownBefore);
    }
    m_policy.step();
    m_own.step();
    m_ratios.resize(static_cast<std::size_t>(m_count));
    m_ratios.push_back(said.at("val/ratio"));
    m_last = std::move(said);
    for (const auto& [name, value] : m_last) m_sums[name] += value;
    ++m_count;
}

void UpdateSteps::takeBack() {
    m_policy.restore(m_policyBefore);
    m_own.restore(m_ownBefore);
    for (const auto& [name, value] : m_last) m_sums[name] -= value;
    --m_count;
}

void UpdateSteps::tell(Metrics& metrics) const {
    // Of no step there is no mean, and 0 would look like one.
    if (m_count > 0)
        for (const auto& [name, value] : m_sums) metrics[name] = value / static_cast<double>(m_count);
    if (m_count > 1) {
        const std::vector<double> kept(m_ratios.begin(), m_ratios.begin() + static_cast<std::ptrdiff_t>(m_count));
        metrics["val/ratio_var"] = torch::tensor(kept, torch::kFloat64).var(/*unbiased=*/true).item<double>();
    }
    metrics["policy/updates"] = static_cast<double>(m_count);
}

}  // namespace attune
