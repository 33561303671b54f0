#include "widgets/extent_tree.h"

#include <algorithm>
#include <cmath>

namespace attune {

void Extent::add(double value) {
    if (!std::isfinite(value)) return;
    low = std::min(low, value);
    high = std::max(high, value);
    if (value > 0) lowPositive = std::min(lowPositive, value);
}

void Extent::add(const Extent& other) {
    low = std::min(low, other.low);
    high = std::max(high, other.high);
    lowPositive = std::min(lowPositive, other.lowPositive);
}

std::size_t ExtentTree::blockSize(std::size_t level) {
    return kFan << (2 * level);  // 4, 16, 64, ...
}

void ExtentTree::append(double value) {
    const std::size_t at = m_size++;
    for (std::size_t level = 0;; ++level) {
        const std::size_t index = at / blockSize(level);
        if (level == m_levels.size()) {
            if (index == 0 && level > 0 && m_levels[level - 1].size() < 2) return;
            m_levels.emplace_back();
            // A new top level starts by summing up what lies below it.
            if (level > 0) {
                Extent all;
                for (const Extent& e : m_levels[level - 1]) all.add(e);
                m_levels[level].push_back(all);
                return;
            }
        }
        if (index == m_levels[level].size()) m_levels[level].emplace_back();
        m_levels[level][index].add(value);
    }
}

void ExtentTree::clear() {
    m_levels.clear();
    m_size = 0;
}

Extent ExtentTree::query(const std::vector<double>& values, std::size_t first, std::size_t last) const {
    Extent result;
    last = std::min(last, m_size);
    while (first < last) {
        std::size_t level = m_levels.size();
        while (level > 0 && (first % blockSize(level - 1) != 0 || first + blockSize(level - 1) > last))
            --level;
        if (level == 0) {
            result.add(values[first++]);
        } else {
            result.add(m_levels[level - 1][first / blockSize(level - 1)]);
            first += blockSize(level - 1);
        }
    }
    return result;
}

}  // namespace attune
