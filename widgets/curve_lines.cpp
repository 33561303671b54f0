#include "widgets/curve_lines.h"

#include <algorithm>
#include <cmath>

namespace attune {

double CurveFrame::pixelX(double x) const {
    return pixels.left() + (x - left) / (right - left) * pixels.width();
}

double CurveFrame::pixelY(double y) const {
    const double share = logarithmic ? std::log(y / low) / std::log(high / low) : (y - low) / (high - low);
    // A pen far outside is the same as a pen a little outside, and the rasteriser's coordinates do not
    // overflow.
    return std::clamp(pixels.bottom() - share * pixels.height(), pixels.top() - 1e4, pixels.bottom() + 1e4);
}

bool CurveFrame::showsY(double y) const {
    return std::isfinite(y) && (!logarithmic || y > 0);
}

namespace {

class LineBuilder {
  public:
    LineBuilder(const CurveSeries& series, bool smoothed, const CurveFrame& frame)
        : m_x(series.x()),
          m_y(smoothed ? series.smoothed() : series.raw()),
          m_tree(smoothed ? series.smoothedExtents() : series.rawExtents()),
          m_frame(frame),
          m_perUnit(frame.pixels.width() / (frame.right - frame.left)) {}

    std::vector<Polyline> build() {
        // One point beyond each edge, so that lines run out of the picture.
        auto first =
            static_cast<std::size_t>(std::lower_bound(m_x.begin(), m_x.end(), m_frame.left) - m_x.begin());
        auto last =
            static_cast<std::size_t>(std::upper_bound(m_x.begin(), m_x.end(), m_frame.right) - m_x.begin());
        first -= first > 0;
        last += last < m_x.size();
        m_lines.emplace_back();
        // The largest block that fits is seldom far from the last one.
        std::size_t level = 0;
        for (std::size_t at = first; at < last;) {
            while (level < m_tree.levels() && fits(level, at, last)) ++level;
            while (level > 0 && !fits(level - 1, at, last)) --level;
            if (level == 0) {
                point(at++);
            } else {
                block(level - 1, at);
                at += ExtentTree::blockSize(level - 1);
            }
        }
        if (m_lines.back().empty()) m_lines.pop_back();
        return std::move(m_lines);
    }

  private:
    /// Whether the block that starts at `at` is whole, in the range and no wider than a pixel.
    bool fits(std::size_t level, std::size_t at, std::size_t last) const {
        const std::size_t size = ExtentTree::blockSize(level);
        return at % size == 0 && at + size <= last && (m_x[at + size - 1] - m_x[at]) * m_perUnit <= 1;
    }
    void point(std::size_t at) {
        if (!m_frame.showsY(m_y[at])) return gap();
        m_lines.back().emplace_back(m_frame.pixelX(m_x[at]), m_frame.pixelY(m_y[at]));
    }
    void block(std::size_t level, std::size_t at) {
        const Extent& extent = m_tree.block(level, at / ExtentTree::blockSize(level));
        const double low = m_frame.logarithmic ? extent.lowPositive : extent.low;
        if (!(low <= extent.high)) return gap();
        const double x = m_frame.pixelX(m_x[at]);
        m_lines.back().emplace_back(x, m_frame.pixelY(low));
        if (extent.high > low) m_lines.back().emplace_back(x, m_frame.pixelY(extent.high));
    }
    void gap() {
        if (!m_lines.back().empty()) m_lines.emplace_back();
    }

    const std::vector<double>& m_x;
    const std::vector<double>& m_y;
    const ExtentTree& m_tree;
    const CurveFrame& m_frame;
    double m_perUnit;
    std::vector<Polyline> m_lines;
};

}  // namespace

std::vector<Polyline> curveLines(const CurveSeries& series, bool smoothed, const CurveFrame& frame) {
    if (series.size() == 0 || !(frame.right > frame.left) || !(frame.high > frame.low)) return {};
    return LineBuilder(series, smoothed, frame).build();
}

}  // namespace attune
