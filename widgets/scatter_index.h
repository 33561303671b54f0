// A uniform grid over the points of a scatter, for finding those under the mouse or in view among a million.
#pragma once

#include <QRectF>
#include <algorithm>
#include <cmath>
#include <vector>

namespace attune {

struct ScatterPoint {
    float x = 0, y = 0;
};

/// Points in the order of their cells, so that a stretch of cells is a stretch of memory. Immutable: may be
/// read from any thread. Points that are not finite are left out.
class ScatterIndex {
  public:
    ScatterIndex() = default;
    explicit ScatterIndex(const std::vector<ScatterPoint>& points);

    std::size_t size() const { return m_points.size(); }
    const ScatterPoint& point(std::size_t place) const { return m_points[place]; }
    /// Number of the point in the vector that the index was made from.
    quint32 id(std::size_t place) const { return m_ids[place]; }
    QRectF bounds() const { return m_bounds; }

    /// The point nearest to (x, y), or -1 if none lies within the radius.
    int nearest(double x, double y, double radius) const;

    /// Calls `use(first, last)` for stretches of places that hold every point of the box, and some around it.
    template <class Use>
    void visit(const QRectF& box, Use use) const {
        if (m_points.empty()) return;
        const int left = column(box.left()), right = column(box.right());
        for (int r = row(box.top()), end = row(box.bottom()); r <= end; ++r) {
            const auto base = static_cast<std::size_t>(r) * static_cast<std::size_t>(m_side);
            const quint32 first = m_starts[base + static_cast<std::size_t>(left)];
            const quint32 last = m_starts[base + static_cast<std::size_t>(right) + 1];
            if (first < last) use(static_cast<std::size_t>(first), static_cast<std::size_t>(last));
        }
    }

  private:
    int cell(double share) const {
        return static_cast<int>(std::clamp(share * m_side, 0.0, static_cast<double>(m_side - 1)));
    }
    int column(double x) const { return cell((x - m_core.left()) / m_core.width()); }
    int row(double y) const { return cell((y - m_core.top()) / m_core.height()); }
    void measure(const std::vector<ScatterPoint>& points);

    QRectF m_bounds;
    QRectF m_core;  // where nearly all points are: an outlier falls in a cell at the edge instead of
                    // stretching the grid
    int m_side = 1;
    std::vector<quint32> m_starts;
    std::vector<quint32> m_ids;
    std::vector<ScatterPoint> m_points;
};

}  // namespace attune
