#include "learn/update_steps.h"

#include <algorithm>
#include <utility>

namespace attune {

bool UpdateSteps::wentTooFar(const Metrics& now) const {
    const auto at = now.find("policy/approxkl_avg");
    return m_count > 0 && areWatched() && at != now.end() && at->second > m_klLimit;
}

void UpdateSteps::take(Metrics said) {
    if (areWatched()) {
        m_policy.keep(m_policyBefore);
        m_own.keep(m_ownBefore);
    }
    m_policy.step();
    m_own.step();
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
    for (const auto& [name, value] : m_sums) metrics[name] = value / static_cast<double>(std::max<std::int64_t>(m_count, 1));
    metrics["policy/updates"] = static_cast<double>(m_count);
}

}  // namespace attune
