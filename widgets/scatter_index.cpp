#include "widgets/scatter_index.h"

#include <limits>

namespace attune {

namespace {

constexpr double kPointsPerCell = 8;
constexpr std::size_t kSample = 8192;

bool isFinite(const ScatterPoint& p) {
    return std::isfinite(p.x) && std::isfinite(p.y);
}

}  // namespace

void ScatterIndex::measure(const std::vector<ScatterPoint>& points) {
    double left = std::numeric_limits<double>::infinity(), top = left, right = -left, bottom = -left;
    for (const ScatterPoint& p : points) {
        if (!isFinite(p)) continue;
        left = std::min<double>(left, p.x);
        right = std::max<double>(right, p.x);
        top = std::min<double>(top, p.y);
        bottom = std::max<double>(bottom, p.y);
    }
    if (!(left <= right)) return;
    m_bounds = QRectF(QPointF(left, top), QPointF(right, bottom));

    std::vector<float> xs, ys;
    const std::size_t stride = std::max<std::size_t>(1, points.size() / kSample);
    for (std::size_t i = 0; i < points.size(); i += stride) {
        if (!isFinite(points[i])) continue;
        xs.push_back(points[i].x);
        ys.push_back(points[i].y);
    }
    const auto quantile = [](std::vector<float>& v, double share) {
        const auto at = v.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(v.size() - 1));
        std::nth_element(v.begin(), at, v.end());
        return static_cast<double>(*at);
    };
    m_core = m_bounds;
    if (!xs.empty())
        m_core = QRectF(QPointF(quantile(xs, 0.002), quantile(ys, 0.002)),
                        QPointF(quantile(xs, 0.998), quantile(ys, 0.998)));
    // All on a line or in one place: any width does, but not none.
    if (!(m_core.width() > 0)) m_core.setWidth(std::max(1e-6, m_bounds.width()));
    if (!(m_core.height() > 0)) m_core.setHeight(std::max(1e-6, m_bounds.height()));
}

ScatterIndex::ScatterIndex(const std::vector<ScatterPoint>& points) {
    measure(points);
    m_side =
        std::clamp(static_cast<int>(std::sqrt(static_cast<double>(points.size()) / kPointsPerCell)), 1, 1024);
    const auto cells = static_cast<std::size_t>(m_side) * static_cast<std::size_t>(m_side);
    const auto cellOf = [this](const ScatterPoint& p) {
        return static_cast<std::size_t>(row(p.y)) * static_cast<std::size_t>(m_side) +
               static_cast<std::size_t>(column(p.x));
    };
    // Counting sort.
    m_starts.assign(cells + 1, 0);
    std::vector<quint32> cellOfPoint(points.size());
    std::size_t finite = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (!isFinite(points[i])) continue;
        cellOfPoint[i] = static_cast<quint32>(cellOf(points[i]));
        ++m_starts[cellOfPoint[i] + 1];
        ++finite;
    }
    for (std::size_t c = 0; c < cells; ++c) m_starts[c + 1] += m_starts[c];
    m_points.resize(finite);
    m_ids.resize(finite);
    std::vector<quint32> next(m_starts.begin(), m_starts.end() - 1);
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (!isFinite(points[i])) continue;
        const quint32 place = next[cellOfPoint[i]]++;
        m_points[place] = points[i];
        m_ids[place] = static_cast<quint32>(i);
    }
}

int ScatterIndex::nearest(double x, double y, double radius) const {
    double best = radius * radius;
    int found = -1;
    visit(QRectF(x - radius, y - radius, 2 * radius, 2 * radius), [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            const double dx = m_points[i].x - x, dy = m_points[i].y - y, distance = dx * dx + dy * dy;
            if (distance > best) continue;
            best = distance;
            found = static_cast<int>(m_ids[i]);
        }
    });
    return found;
}

}  // namespace attune
