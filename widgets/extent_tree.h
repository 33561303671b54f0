// Smallest and largest values of every stretch of a growing series, so that a plot looks at pixels, not at
// points.
#pragma once

#include <cstddef>
#include <limits>
#include <vector>

namespace attune {

/// What a stretch of values spans; values that are not finite do not count.
struct Extent {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();
    double lowPositive =
        std::numeric_limits<double>::infinity();  ///< smallest value above zero, for log axes

    void add(double value);
    void add(const Extent& other);
    bool isEmpty() const { return low > high; }
};

/// Level 0 holds extents of 4 values each, every further level of 4 below it. Appending costs O(1) amortised.
class ExtentTree {
  public:
    static constexpr std::size_t kFan = 4;

    void append(double value);
    void clear();
    std::size_t size() const { return m_size; }
    std::size_t levels() const { return m_levels.size(); }
    /// Values that one block of the level covers.
    static std::size_t blockSize(std::size_t level);
    const Extent& block(std::size_t level, std::size_t index) const { return m_levels[level][index]; }
    /// Extent of values [first, last); `values` are the ones that were appended.
    Extent query(const std::vector<double>& values, std::size_t first, std::size_t last) const;

  private:
    std::vector<std::vector<Extent>> m_levels;
    std::size_t m_size = 0;
};

}  // namespace attune
