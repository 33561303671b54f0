#include "widgets/curve_raster.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace attune {

namespace {

constexpr float kNothing = 1e9F;

/// `pixel` times share / 256, all four channels at once (two in each half of the word).
quint32 scaled(quint32 pixel, quint32 share) {
    const quint32 low = ((pixel & 0x00ff00ffU) * share >> 8) & 0x00ff00ffU;
    const quint32 high = ((pixel >> 8) & 0x00ff00ffU) * share & 0xff00ff00U;
    return low | high;
}

/// Source over `pixel`, where it covers share / 256 of it.
void over(quint32& pixel, quint32 source, quint32 share) {
    const quint32 s = scaled(source, share);
    pixel = s + scaled(pixel, 256 - (s >> 24) - (s >> 31));
}

/// Source over all of a stretch, two pixels at a time: noisy curves cover most of the picture.
void overAll(quint32* pixels, int count, quint32 source) {
    const quint64 rest = 256 - (source >> 24) - (source >> 31);
    const quint64 both = (quint64{source} << 32) | source;
    constexpr quint64 kMask = 0x00ff00ff00ff00ffULL;
    int i = 0;
    for (; i + 1 < count; i += 2) {
        quint64 pair;
        std::memcpy(&pair, pixels + i, sizeof pair);
        pair = both + (((pair & kMask) * rest >> 8) & kMask) + (((pair >> 8) & kMask) * rest & ~kMask);
        std::memcpy(pixels + i, &pair, sizeof pair);
    }
    if (i < count) over(pixels[i], source, 256);
}

}  // namespace

CurveRaster::CurveRaster(QSize size)
    : m_width(std::max(size.width(), 0)),
      m_height(std::max(size.height(), 0)),
      m_firstUsed(m_width),
      m_lastUsed(-1),
      m_pixels(static_cast<std::size_t>(m_width) * static_cast<std::size_t>(m_height), 0),
      m_low(static_cast<std::size_t>(m_width), kNothing),
      m_high(static_cast<std::size_t>(m_width), -kNothing) {}

void CurveRaster::cover(int column, double low, double high) {
    const auto at = static_cast<std::size_t>(column);
    m_low[at] = std::min(m_low[at], static_cast<float>(low));
    m_high[at] = std::max(m_high[at], static_cast<float>(high));
    m_firstUsed = std::min(m_firstUsed, column);
    m_lastUsed = std::max(m_lastUsed, column);
}

void CurveRaster::draw(const std::vector<QPointF>& line, const QColor& colour, double width) {
    if (m_width == 0 || m_height == 0 || line.empty()) return;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const QPointF a = line[i], b = i + 1 < line.size() ? line[i + 1] : line[i];
        if (b.x() < 0 || a.x() >= m_width) continue;
        const int first = std::max(0, static_cast<int>(std::floor(std::max(a.x(), 0.0))));
        const int last = static_cast<int>(std::floor(std::min(b.x(), m_width - 1.0)));
        if (first == last) {
            cover(first, std::min(a.y(), b.y()), std::max(a.y(), b.y()));
            continue;
        }
        const double slope = b.x() > a.x() ? (b.y() - a.y()) / (b.x() - a.x()) : 0;
        for (int column = first; column <= last; ++column) {
            const double from = a.y() + slope * (std::max(a.x(), static_cast<double>(column)) - a.x());
            const double to = a.y() + slope * (std::min(b.x(), column + 1.0) - a.x());
            cover(column, std::min(from, to), std::max(from, to));
        }
    }
    blend(colour, width / 2);
}

void CurveRaster::blend(const QColor& colour, double halfWidth) {
    const quint32 source = qPremultiply(colour.rgba());
    for (int column = m_firstUsed; column <= m_lastUsed; ++column) {
        const auto at = static_cast<std::size_t>(column);
        if (m_low[at] > m_high[at]) continue;
        const float low = std::max(m_low[at] - static_cast<float>(halfWidth), 0.0F);
        const float high = std::min(m_high[at] + static_cast<float>(halfWidth), static_cast<float>(m_height));
        m_low[at] = kNothing;
        m_high[at] = -kNothing;
        if (low >= high) continue;
        quint32* pixels = m_pixels.data() + at * static_cast<std::size_t>(m_height);
        const int first = static_cast<int>(low), last = std::min(static_cast<int>(high), m_height - 1);
        const auto share = [low, high](int row) {
            const float part =
                std::min(high, static_cast<float>(row + 1)) - std::max(low, static_cast<float>(row));
            return static_cast<quint32>(std::clamp(part, 0.0F, 1.0F) * 256);
        };
        over(pixels[first], source, share(first));
        if (last == first) continue;
        overAll(pixels + first + 1, last - first - 1, source);
        over(pixels[last], source, share(last));
    }
    m_firstUsed = m_width;
    m_lastUsed = -1;
}

QImage CurveRaster::image() const {
    QImage image(m_width, m_height, QImage::Format_ARGB32_Premultiplied);
    if (image.isNull()) return image;
    constexpr int kTile = 16;  // read and write within the cache
    for (int top = 0; top < m_height; top += kTile)
        for (int left = 0; left < m_width; left += kTile)
            for (int y = top; y < std::min(top + kTile, m_height); ++y) {
                auto* row = reinterpret_cast<quint32*>(image.scanLine(y));
                for (int x = left; x < std::min(left + kTile, m_width); ++x)
                    row[x] = m_pixels[static_cast<std::size_t>(x) * static_cast<std::size_t>(m_height) +
                                      static_cast<std::size_t>(y)];
            }
    return image;
}

}  // namespace attune
